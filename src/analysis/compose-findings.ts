import { CONDITIONS, groupOf, sideOf } from '../domain/condition.ts'
import type { Condition, ConditionGroup } from '../domain/condition.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { Assessment, Finding, NotAssessedReason } from '../domain/finding.ts'
import { LEVEL_NAMES, LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { NetworkTask, PackManifest } from '../domain/pack.ts'
import type { SeriesRole } from '../domain/study.ts'
import { notAssessed } from './grade/assess.ts'
import type { LevelSites } from './locate/site-levels.ts'

/** What has been graded so far; cells that no network has answered for are absent. */
export type GradedCells = ReadonlyMap<string, Assessment>

export function cellKey(level: Level, condition: Condition): string {
  return `${level} ${condition}`
}

/** What there is to read with: the pack's networks, and the series of the study. */
export type Means = {
  readonly manifest: PackManifest
  readonly hasRole: (role: SeriesRole) => boolean
}

/** What is needed to say why a cell was not graded. */
export type Reasons = Means & {
  readonly levels: LevelSites
  /** Whether the series that a condition is read on shows it at a level. */
  readonly isCovered: (level: Level, condition: Condition) => boolean
}

/** A series that a group can be read on, and the networks that it takes. */
export type Way = { readonly role: SeriesRole; readonly tasks: readonly NetworkTask[] }

/** First choice first. */
const READ_ON = {
  canal: [
    { role: 'sagittal_t2', tasks: ['grade-disc'] },
    { role: 'axial_t2', tasks: ['locate-axial', 'grade-axial'] },
  ],
  foraminal: [
    { role: 'sagittal_t1', tasks: ['grade-foramen'] },
    { role: 'sagittal_t2', tasks: ['grade-foramen-t2'] },
  ],
  subarticular: [{ role: 'axial_t2', tasks: ['locate-axial', 'grade-axial'] }],
} as const satisfies Record<ConditionGroup, readonly Way[]>

/** How a group is read: the first way that the pack has the networks and the study the series for. */
export function wayOf(group: ConditionGroup, { manifest, hasRole }: Means): Way | undefined {
  return waysOf(group, manifest).find(({ role }) => hasRole(role))
}

function waysOf(group: ConditionGroup, { networks }: PackManifest): readonly Way[] {
  return READ_ON[group].filter(({ tasks }) =>
    tasks.every((task) => networks.some((network) => network.task === task)),
  )
}

/** All 25 cells: a grade, or why there is none. */
export function composeFindings(graded: GradedCells, reasons: Reasons): readonly Finding[] {
  return LEVELS.flatMap((level) =>
    CONDITIONS.map((condition) => ({
      level,
      condition,
      assessment: graded.get(cellKey(level, condition)) ?? notAssessed(reasonFor(level, condition, reasons)),
    })),
  )
}

/** The cells of one level that are known already, for the grid that fills while work goes on. */
export function findingsOfLevel(graded: GradedCells, level: Level): readonly Finding[] {
  return CONDITIONS.flatMap((condition) => {
    const assessment = graded.get(cellKey(level, condition))
    return assessment === undefined ? [] : [{ level, condition, assessment }]
  })
}

function reasonFor(level: Level, condition: Condition, reasons: Reasons): NotAssessedReason {
  const group = groupOf(condition)
  const way = wayOf(group, reasons)
  if (way === undefined) {
    const [wanted] = waysOf(group, reasons.manifest)
    return wanted ? { kind: 'no-series', role: wanted.role } : { kind: 'no-network' }
  }
  if (reasons.levels[level] === undefined) return { kind: 'level-not-found' }
  if (!reasons.isCovered(level, condition)) return { kind: 'not-covered', role: way.role }
  const what = sideOf(condition) === undefined ? 'canal' : group
  return { kind: 'unreadable', because: diagnose(UNREADABLE[what], 'info', LEVEL_NAMES[level]) }
}

const UNREADABLE = {
  canal: 'analysis.canal-not-found',
  foraminal: 'analysis.foramen-not-found',
  subarticular: 'analysis.recess-not-found',
} as const
