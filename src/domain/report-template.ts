import { CONDITION_GROUPS, SIDES } from './condition.ts'
import type { ConditionGroup, Side } from './condition.ts'
import type { Grade } from './severity.ts'

/** What a reader may word otherwise. `{side}` stands for left or right. */
export const PHRASE_NAMES = [
  'normal_mild',
  'moderate',
  'severe',
  'canal',
  'foraminal',
  'foraminal_both',
  'subarticular',
  'subarticular_both',
  'none_narrowed',
  'no_comparison',
] as const
export type PhraseName = (typeof PHRASE_NAMES)[number]

/** How a reader likes the report to read. It changes words and their order, never a grade. */
export type ReportTemplate = {
  readonly levels: 'head-first' | 'foot-first'
  /** The order within a level. */
  readonly groups: readonly ConditionGroup[]
  readonly firstSide: Side
  /** Places that are no more than mild: each named, or "elsewhere" where one hand graded them all. */
  readonly mild: 'named' | 'brief'
  /** The model's percentages beside the grades. */
  readonly percentages: boolean
  readonly measurements: boolean
  /** Disc findings of the model alone: those more likely than not, all, or none. */
  readonly discFindings: 'likely' | 'all' | 'none'
  readonly phrases: Readonly<Record<PhraseName, string>>
}

export const DEFAULT_TEMPLATE: ReportTemplate = {
  levels: 'head-first',
  groups: ['canal', 'subarticular', 'foraminal'],
  firstSide: 'right',
  mild: 'named',
  percentages: true,
  measurements: true,
  discFindings: 'likely',
  phrases: {
    normal_mild: 'no more than mild',
    moderate: 'moderate',
    severe: 'severe',
    canal: 'spinal canal stenosis',
    foraminal: 'narrowing of the {side} neural foramen',
    foraminal_both: 'narrowing of both neural foramina',
    subarticular: '{side} subarticular stenosis',
    subarticular_both: 'bilateral subarticular stenosis',
    none_narrowed: 'No moderate or severe stenosis or foraminal narrowing',
    no_comparison: 'No earlier study was compared.',
  },
}

/** What a grade is called in the report. */
export function gradePhrase(template: ReportTemplate, grade: Grade): string {
  return template.phrases[grade]
}

/** What of a stored value is a template, over the defaults: an older version's template keeps what still means something. */
export function templateFrom(stored: unknown): ReportTemplate {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_TEMPLATE
  const given = stored as Readonly<Record<string, unknown>>
  const { levels, groups, firstSide, mild, percentages, measurements, discFindings, phrases } = given
  return {
    levels: oneOf(['head-first', 'foot-first'], levels) ?? DEFAULT_TEMPLATE.levels,
    groups: isOrderOfGroups(groups) ? groups : DEFAULT_TEMPLATE.groups,
    firstSide: oneOf(SIDES, firstSide) ?? DEFAULT_TEMPLATE.firstSide,
    mild: oneOf(['named', 'brief'], mild) ?? DEFAULT_TEMPLATE.mild,
    percentages: typeof percentages === 'boolean' ? percentages : DEFAULT_TEMPLATE.percentages,
    measurements: typeof measurements === 'boolean' ? measurements : DEFAULT_TEMPLATE.measurements,
    discFindings: oneOf(['likely', 'all', 'none'], discFindings) ?? DEFAULT_TEMPLATE.discFindings,
    phrases: phrasesFrom(phrases),
  }
}

function phrasesFrom(stored: unknown): ReportTemplate['phrases'] {
  const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  const phrase = (name: PhraseName): string => {
    const text = given[name]
    return typeof text === 'string' && text.trim() !== '' ? text : DEFAULT_TEMPLATE.phrases[name]
  }
  return Object.fromEntries(PHRASE_NAMES.map((name) => [name, phrase(name)])) as ReportTemplate['phrases']
}

function isOrderOfGroups(value: unknown): value is readonly ConditionGroup[] {
  return (
    Array.isArray(value) &&
    value.length === CONDITION_GROUPS.length &&
    CONDITION_GROUPS.every((group) => value.includes(group))
  )
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): T | undefined {
  return choices.find((choice) => choice === value)
}
