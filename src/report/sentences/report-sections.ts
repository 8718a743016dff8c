import { CONDITIONS } from '../../domain/condition.ts'
import { cellKey } from '../../domain/decision.ts'
import { LEVEL_NAMES, LEVELS } from '../../domain/level.ts'
import type { Anatomy } from '../../domain/lumbosacral-anatomy.ts'
import type {
  ReportBlock,
  ReportPart,
  ReportSection,
  ReportText,
  SectionName,
} from '../../domain/report-text.ts'
import { touchesCell } from '../../domain/scope.ts'
import { gradeOf } from '../model/cell-standing.ts'
import { impressionOf } from './impression.ts'
import { inReadingOrder, levelSentences } from './level-sentences.ts'
import { particularsOf } from './particulars.ts'
import type { ReportScope } from '../model/report-input.ts'
import type { ReportLevel, ReportModel } from '../model/report-model.ts'
import { ROLE_NAMES, validationInWords } from './report-words.ts'
import { attributionOf, placeOf } from './statement.ts'

const RESEARCH_USE =
  'Research use only. Not a medical device. Made by software that can be wrong; not for clinical decisions.'

const HEADINGS = {
  clinical: 'Clinical information',
  comparison: 'Comparison',
  technique: 'Technique',
  scope: 'Scope and limitations',
  findings: 'Findings',
  impression: 'Impression',
  remarks: "Reader's remarks",
  structured: "Grades under the reader's words",
  'not-assessed': 'Not assessed',
  model: 'Model',
  validation: 'Validation of the model',
} as const satisfies Record<SectionName, string>

const CELL_COUNT = LEVELS.length * CONDITIONS.length

type Facts = Omit<ReportModel, 'text'>

/** The report in words, in a radiologist's order. Each sentence about a grade says whose grade it is. */
export function reportText(facts: Facts): ReportText {
  const levels = facts.template.levels === 'head-first' ? facts.levels : facts.levels.toReversed()
  const findings = levels.map((level) => levelBlock(facts, level))
  const words = (part: ReportPart, made: readonly string[], basis = '') => block(facts, { part, made, basis })
  return {
    title: 'MRI of the lumbar spine: stenosis grades by level',
    researchUse: RESEARCH_USE,
    status: statusOf(facts),
    particulars: particularsOf(facts),
    sections: [
      section('clinical', [words('clinical', [])]),
      section('comparison', [words('comparison', [comparisonOf(facts)])]),
      section('technique', [words('technique', techniqueOf(facts))]),
      section('scope', made(scopeOf(facts))),
      section('findings', [...findings, ...measuredByReader(facts)]),
      section('impression', [
        words(
          'impression',
          impressionOf(facts.levels, facts.template),
          facts.levels.map(gradesAt).join('; '),
        ),
      ]),
      section('remarks', [words('remarks', [])]),
      section('structured', structuredBlocks(findings)),
      section('not-assessed', made(notAssessedOf(facts))),
      section('model', made(modelOf(facts))),
      section('validation', made(validationOf(facts))),
    ],
  }
}

function section(name: SectionName, blocks: readonly ReportBlock[]): ReportSection {
  const filled = blocks.filter(({ lines, part }) => lines.length > 0 || part !== undefined)
  return { name, heading: HEADINGS[name], isNumbered: name === 'impression', blocks: filled }
}

type Made = Pick<ReportBlock, 'made' | 'basis'> & { readonly part: ReportPart; readonly label?: string }

/** What Cauda wrote, or the reader's words over it. */
function block({ edits }: Facts, { part, made, basis, label = '' }: Made): ReportBlock {
  const edit = edits[part]
  if (edit === undefined) return { part, label, lines: made, made, basis, hand: 'made' }
  const lines = edit.text.split(/\r?\n/u).filter((line) => line.trim() !== '')
  return { part, label, lines, made, basis, hand: edit.basis === basis ? 'reader' : 'outdated' }
}

function levelBlock(facts: Facts, level: ReportLevel): ReportBlock {
  return block(facts, {
    part: `findings/${level.level}`,
    label: LEVEL_NAMES[level.level],
    made: [levelSentences(level, facts.template).join(' ')],
    basis: gradesAt(level),
  })
}

function made(lines: readonly string[], label = ''): readonly ReportBlock[] {
  return lines.length === 0 ? [] : [{ part: undefined, label, lines, made: lines, basis: '', hand: 'made' }]
}

/** The grades that count at a level, by place: what a reader's words rest on. */
function gradesAt({ level, cells }: ReportLevel): string {
  const grades = cells.map(({ standing }) => gradeOf(standing) ?? standing.kind)
  return `${LEVEL_NAMES[level]} ${grades.join(', ')}`
}

/** Where the reader's own words stand for a level, the structured grades are told too: they are what every other format holds. */
function structuredBlocks(findings: readonly ReportBlock[]): readonly ReportBlock[] {
  return findings
    .filter(({ hand }) => hand !== 'made')
    .flatMap(({ label, made: sentences }) => made(sentences, label))
}

function statusOf({ counts, levels, reader, signature }: Facts): string {
  const parts = [
    `${counts.uncertain} uncertain`,
    `${counts.notAssessed} not assessed`,
    `${counts.proposed} graded by the model and not yet reviewed`,
    ...decidersOf(levels, reader),
  ]
  const cells = `${CELL_COUNT} cells: ${parts.filter((part) => !part.startsWith('0 ')).join(', ')}.`
  return signature === undefined
    ? cells
    : `${cells} Signed as read by ${signature.reader} on ${signature.at.slice(0, 10)}.`
}

/** `3 decided by the reader (Dr. Ada Lind)`, `2 decided by Prof. Jan Novák`, each hand once. */
function decidersOf(levels: readonly ReportLevel[], reader: string | undefined): readonly string[] {
  const own = reader === undefined ? 'the reader' : `the reader (${reader})`
  const hands = levels.flatMap(({ cells }) =>
    cells.flatMap(({ standing }) => (standing.kind === 'decided' ? [standing.another?.reader ?? own] : [])),
  )
  return [...new Set(hands)].map(
    (hand) => `${hands.filter((other) => other === hand).length} decided by ${hand}`,
  )
}

/** Hanging beside is not comparing: that the reader compared is the reader's to say. */
function comparisonOf({ comparedWith, template }: Facts): string {
  if (comparedWith === undefined) return template.phrases.no_comparison
  const of = comparedWith === '' ? 'an earlier study' : `the study of ${comparedWith}`
  return `Read with ${of} of the same patient beside it.`
}

function techniqueOf({ series, numbering }: Facts): string[] {
  const used = series.flatMap((one) => (one.role === null ? [] : [{ ...one, role: one.role }]))
  const sentences = used.map(({ role, description, images, stacks, why }) => {
    const named = description === '' ? 'without description' : `"${description}"`
    const parts = stacks === 1 ? `${images} images` : `${images} images in ${stacks} stacks`
    const because = why.length === 0 ? '' : `; chosen because ${why.join(', ')}`
    return `${ROLE_NAMES[role]}: series ${named}, ${parts}${because}.`
  })
  const missing = Object.entries(ROLE_NAMES).filter(([role]) => !used.some((one) => one.role === role))
  const absent = missing.map(([, name]) => `${name}: no such series in the study.`)
  return [...sentences, ...absent, numberingInWords(numbering)]
}

const ANATOMY_WORDS = {
  usual: '',
  l6: 'The reader flags a sixth lumbar vertebra (L6).',
  'sacralised-l5': 'The reader flags a sacralised L5.',
  'lumbarised-s1': 'The reader flags a lumbarised S1.',
} as const satisfies Record<Anatomy, string>

function numberingInWords({ anatomy, renamedBy }: Facts['numbering']): string {
  const renamed =
    renamedBy === 0
      ? 'Levels are numbered from the lumbosacral junction as the model saw it, without counting from above.'
      : `The reader renamed all levels by ${Math.abs(renamedBy)} to ${renamedBy > 0 ? 'caudal' : 'cranial'}.`
  return [renamed, ANATOMY_WORDS[anatomy]].filter((sentence) => sentence !== '').join(' ')
}

/** Every warning, with what it does to the grades; a check that touches grades is told even when it is worth no warning. */
function scopeOf({ diagnostics, scope }: Facts): string[] {
  return diagnostics
    .filter(({ severity, code }) => severity !== 'info' || scope.some((check) => check.code === code))
    .map(({ message, code, subject }) => {
      const check = scope.find((candidate) => candidate.code === code && candidate.subject === subject)
      return `${[message, ...(check === undefined ? [] : [effectInWords(check)])].join(' ')} (${code})`
    })
}

function effectInWords({ effect, touches }: ReportScope): string {
  const levels = LEVELS.filter((level) =>
    CONDITIONS.some((condition) => touchesCell({ touches }, cellKey(level, condition))),
  ).map((level) => LEVEL_NAMES[level])
  const what =
    touches === 'all' || levels.length === LEVELS.length
      ? 'the model reads here'
      : `the model reads at ${levels.join(', ')}`
  return effect === 'withhold' ? `What ${what} is withheld.` : `What ${what} is to be doubted.`
}

function measuredByReader({ readerMeasures }: Facts): readonly ReportBlock[] {
  return made(readerMeasures.length === 0 ? [] : [`${readerMeasures.join('; ')}.`], 'Measured by the reader')
}

/** Cells that nobody graded, level by level; those with one reason share a sentence. */
function notAssessedOf({ levels, template }: Facts): string[] {
  return levels.flatMap(({ level, cells }) => {
    const open = inReadingOrder(cells, template).filter(
      ({ standing }) => standing.kind === 'not-assessed' || standing.kind === 'set-aside',
    )
    const reasons = [...new Set(open.map((cell) => attributionOf(cell, template)))]
    return reasons.map((reason) => {
      const places = open
        .filter((cell) => attributionOf(cell, template) === reason)
        .map((cell) => placeOf(cell.condition))
      return `${LEVEL_NAMES[level]} ${places.join(', ')}: ${reason}.`
    })
  })
}

function modelOf({ engine, pack }: Facts): string[] {
  return [
    `Model pack ${pack.name} ${pack.version} (${pack.id}), sha256 ${pack.sha256}.`,
    `Ran on ${engine.backend} (${engine.adapter}), preprocessing version ${engine.preprocessingVersion}, Cauda ${engine.appVersion}.`,
    'Percentages are the model\'s calibrated probability of the grade named. "Not yet reviewed" is the model alone; "confirmed", "changed" and "graded by reader" are the reader\'s decision.',
  ]
}

function validationOf({ pack }: Facts): string[] {
  return pack.evaluation.length === 0
    ? ['The model pack states no figures from held-out patients.']
    : validationInWords(pack.evaluation)
}
