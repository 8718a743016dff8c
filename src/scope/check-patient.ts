import { diagnose } from '../domain/diagnostic.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import { isSimulated } from '../domain/simulated.ts'
import type { Study } from '../domain/study.ts'

/** The networks were trained on adults: RSNA 2024 takes patients of 18 years and more (docs/models). */
const ADULT_YEARS = 18

/** Grades of a child are withheld. A header without an age says nothing. */
export function checkAge({ patientAgeYears }: Pick<Study, 'patientAgeYears'>): readonly ScopeCheck[] {
  if (patientAgeYears === undefined || patientAgeYears >= ADULT_YEARS) return []
  const diagnostic = diagnose('review.not-adult', 'warning', '', { years: patientAgeYears })
  return [{ diagnostic, effect: 'withhold', touches: 'all' }]
}

/** The simulated study shows how Cauda works; its grades mean nothing. */
export function checkSimulated(study: Pick<Study, 'patientId'>): readonly ScopeCheck[] {
  if (!isSimulated(study)) return []
  return [{ diagnostic: diagnose('review.simulated', 'warning'), effect: 'mark', touches: 'all' }]
}
