import type { Diagnostic, DiagnosticCode } from '../domain/diagnostic.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { ConditionGroup } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { Finding, LocatedLevel, SeriesScope } from '../domain/finding.ts'
import { isLevel } from '../domain/level.ts'
import { touchesCell } from '../domain/scope.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { RoleChoice, Study } from '../domain/study.ts'
import { checkContrast } from './check-contrast.ts'
import { cellsAt, cellsOf } from './cells-touched.ts'
import { checkDistribution } from './check-distribution.ts'
import { checkAlignment, checkFieldOfView, checkMissingLevels } from './check-levels.ts'
import { checkAge, checkSimulated } from './check-patient.ts'

export type Scope = {
  readonly study: Study
  readonly roles: readonly RoleChoice[]
  readonly levels: readonly LocatedLevel[]
  /** What the analysis said; empty before it. */
  readonly diagnostics: readonly Diagnostic[]
  /** How near the series are to those that the networks know; empty where the pack does not say. */
  readonly distribution: readonly SeriesScope[]
  readonly isAnalysed: boolean
}

/** What the analysis finds that touches grades, and what that does to them. `level`: those of the level that is its subject. */
const SAID_BY_ANALYSIS: Readonly<
  Partial<
    Record<
      DiagnosticCode,
      { readonly effect: ScopeCheck['effect']; readonly touches: 'level' | readonly ConditionGroup[] }
    >
  >
> = {
  'analysis.signal-void': { effect: 'withhold', touches: 'level' },
  'analysis.foramina-on-t2': { effect: 'mark', touches: ['foraminal'] },
}

/**
 * What speaks against reading this study with the model, as far as header, geometry and pixels tell. Tumour, infection and
 * fracture cannot be told from here; the research-use notice names them.
 */
export function checkScope({
  study,
  roles,
  levels,
  diagnostics,
  distribution,
  isAnalysed,
}: Scope): readonly ScopeCheck[] {
  return [
    ...checkSimulated(study),
    ...checkAge(study),
    ...checkContrast(study, roles),
    ...(isAnalysed ? checkMissingLevels(levels) : []),
    ...checkAlignment(levels),
    ...checkFieldOfView(study, levels),
    ...checkDistribution(distribution, roles),
    ...diagnostics.flatMap(fromAnalysis),
  ]
}

/** The findings without those that a check withholds; each of these says which. */
export function withholdFindings(
  findings: readonly Finding[],
  scope: readonly ScopeCheck[],
): readonly Finding[] {
  const withheld = scope.filter(({ effect }) => effect === 'withhold')
  if (withheld.length === 0) return findings
  return findings.map((finding) => {
    const check = withheld.find((one) => touchesCell(one, cellKey(finding.level, finding.condition)))
    if (check === undefined || finding.assessment.kind === 'not-assessed') return finding
    const reason = { kind: 'withheld', because: check.diagnostic } as const
    return { ...finding, assessment: { kind: 'not-assessed', reason } }
  })
}

/** Studies of a drop beside the one on screen. */
export function checkDrop(studies: readonly Study[]): readonly Diagnostic[] {
  if (studies.length < 2) return []
  const patients = new Set(studies.map(({ patientId }) => patientId)).size
  const code = patients > 1 ? 'review.several-patients' : 'review.several-studies'
  return [diagnose(code, 'warning', '', { studies: studies.length, patients })]
}

function fromAnalysis(diagnostic: Diagnostic): readonly ScopeCheck[] {
  const said = SAID_BY_ANALYSIS[diagnostic.code]
  if (said === undefined) return []
  const { effect, touches } = said
  if (touches !== 'level') return [{ diagnostic, effect, touches: cellsOf(touches) }]
  return [
    { diagnostic, effect, touches: isLevel(diagnostic.subject) ? cellsAt([diagnostic.subject]) : 'all' },
  ]
}
