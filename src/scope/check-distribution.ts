import { diagnose } from '../domain/diagnostic.ts'
import type { SeriesScope } from '../domain/finding.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { RoleChoice } from '../domain/study.ts'
import { cellsReadOn } from './cells-touched.ts'

const SERIES_NAMES = {
  sagittal_t2: 'sagittal T2',
  sagittal_t1: 'sagittal T1',
  axial_t2: 'axial T2',
} as const satisfies Record<SeriesScope['role'], string>

/** Series that look unlike those that the networks were trained on; the threshold is the pack's (docs/decisions/0091). */
export function checkDistribution(
  scope: readonly SeriesScope[],
  roles: readonly RoleChoice[],
): readonly ScopeCheck[] {
  return scope
    .filter(({ inDistribution }) => !inDistribution)
    .map(({ role, distance }) => ({
      diagnostic: diagnose('review.out-of-distribution', 'warning', SERIES_NAMES[role], {
        distance: Number(distance.toFixed(1)),
      }),
      effect: 'mark',
      touches: cellsReadOn(role, roles),
    }))
}
