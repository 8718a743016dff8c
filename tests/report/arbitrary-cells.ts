import { diagnose } from '../../src/domain/diagnostic.ts'
import fc from 'fast-check'
import { CONDITIONS } from '../../src/domain/condition.ts'
import { cellKey } from '../../src/domain/decision.ts'
import type { CellKey, Decision } from '../../src/domain/decision.ts'
import { proposalOf } from '../../src/domain/finding.ts'
import type { Assessment, Evidence, NotAssessedReason } from '../../src/domain/finding.ts'
import { READING_MODES } from '../../src/domain/reading-mode.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { GRADES, likeliestGrade } from '../../src/domain/severity.ts'
import type { GradeProbabilities } from '../../src/domain/severity.ts'
import type { ReportInput } from '../../src/report/model/report-input.ts'
import { sampleAnalysis, sampleInput, sampleStudy } from './fixture.ts'

/** What the model and the reader say of one cell. */
export type AnyCell = {
  readonly model: { readonly p: GradeProbabilities; readonly threshold: number } | NotAssessedReason
  readonly reader: Decision['grade'] | null
}

const CELLS = LEVELS.flatMap((level) => CONDITIONS.map((condition) => ({ level, condition })))
const STUDY = sampleStudy()
const ANALYSIS = sampleAnalysis(STUDY)
const EVIDENCE = anyEvidence()

const REASONS: readonly NotAssessedReason[] = [
  { kind: 'level-not-found' },
  { kind: 'no-series', role: 'axial_t2' },
  { kind: 'not-covered', role: 'sagittal_t1' },
  { kind: 'no-network' },
  {
    kind: 'withheld',
    because: diagnose('analysis.signal-void', 'warning', 'l4_l5', { level: 'L4/L5', areaMm2: 310 }),
  },
  { kind: 'unreadable', because: diagnose('analysis.canal-not-found', 'info') },
]

const share = fc.integer({ min: 1, max: 1000 })
const graded = fc.record({
  p: fc.tuple(share, share, share).map(probabilities),
  threshold: fc.constantFrom(0, 0.55, 0.7, 1),
})

/** Any mixture of graded, uncertain, not assessed, confirmed, changed, added and set-aside cells: 25 of them. */
export const anyCells: fc.Arbitrary<AnyCell[]> = fc.array(
  fc.record({
    model: fc.oneof({ weight: 4, arbitrary: graded }, { weight: 1, arbitrary: fc.constantFrom(...REASONS) }),
    reader: fc.constantFrom(null, null, ...GRADES, 'not_assessed' as const),
  }),
  { minLength: CELLS.length, maxLength: CELLS.length },
)

/** The sample input with these cells instead of its own. */
export function inputWith(cells: readonly AnyCell[]): ReportInput {
  const decisions: Partial<Record<CellKey, Decision>> = {}
  const notes: Partial<Record<CellKey, string>> = {}
  const findings = CELLS.map(({ level, condition }, index) => {
    const cell = cells[index]
    if (cell === undefined) throw new Error('a cell is missing')
    const assessment = assessmentOf(cell.model)
    if (cell.reader !== null)
      decisions[cellKey(level, condition)] = {
        reader: index % 3 === 0 ? 'Prof. Ada Lind' : 'Dr. Łukasz Wójcik',
        grade: cell.reader,
        proposed: proposalOf(assessment),
        at: `2026-03-04T16:11:${String(10 + index)}+01:00`,
        mode: READING_MODES[index % READING_MODES.length]!,
        place: index % 5 === 0 ? undefined : [index + 0.25, -20, 100 - 3.5 * index],
      }
    if (cell.reader !== null) notes[cellKey(level, condition)] = 'seen; (twice). Severe?'
    return { level, condition, assessment }
  })
  return sampleInput({ study: STUDY, analysis: { ...ANALYSIS, findings }, decisions, notes })
}

function assessmentOf(model: AnyCell['model']): Assessment {
  if ('kind' in model) return { kind: 'not-assessed', reason: model }
  const { p: grades, threshold } = model
  const likeliest = likeliestGrade(grades)
  if (grades[likeliest] < threshold)
    return { kind: 'uncertain', probabilities: grades, threshold, evidence: EVIDENCE }
  return {
    kind: 'graded',
    probabilities: grades,
    proposed: likeliest,
    ...(likeliest !== 'severe' && grades.severe >= 0.1 && { notExcluded: 'severe' }),
    evidence: EVIDENCE,
  }
}

function probabilities([a, b, c]: readonly [number, number, number]): GradeProbabilities {
  const sum = a + b + c
  return { normal_mild: a / sum, moderate: b / sum, severe: c / sum }
}

function anyEvidence(): Evidence {
  const found = ANALYSIS.findings.find(({ assessment }) => assessment.kind === 'graded')?.assessment
  if (found?.kind !== 'graded') throw new Error('the fixture has no graded cell')
  return found.evidence
}
