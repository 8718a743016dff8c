import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import { LEVELS, LEVEL_NAMES } from '../domain/level.ts'
import type { Study } from '../domain/study.ts'
import type { Reading } from './session-state.ts'

/** Models were trained on adults. */
const ADULT_YEARS = 18

/**
 * Sideways deviation of one disc from the line through the outermost two, mm. An arc of Cobb angle t over a chord of 140 mm
 * bows by 70 mm * tan(t / 4): 9 mm at 30 degrees, a strong scoliosis in which sagittal slices leave the canal.
 */
const SCOLIOSIS_DEVIATION_MM = 9

type Scope = {
  readonly study: Study
  /** All studies of the drop. */
  readonly studies: readonly Study[]
  readonly reading: Reading | undefined
  readonly levels: readonly LocatedLevel[]
}

/**
 * What speaks against grading this study, as far as header and geometry tell. Post-operative hardware, contrast, tumour,
 * infection and fracture cannot be seen from here; the research-use notice names them.
 */
export function checkScope({ study, studies, reading, levels }: Scope): readonly Diagnostic[] {
  return [
    ...checkAge(study),
    ...checkPatients(studies),
    ...(reading?.complete === true ? checkLevels(levels) : []),
    ...checkAlignment(levels),
  ]
}

function checkAge({ patientAgeYears }: Study): readonly Diagnostic[] {
  if (patientAgeYears === undefined || patientAgeYears >= ADULT_YEARS) return []
  return [diagnose('review.not-adult', 'warning', '', { years: patientAgeYears })]
}

function checkPatients(studies: readonly Study[]): readonly Diagnostic[] {
  if (studies.length < 2) return []
  const patients = new Set(studies.map(({ patientId }) => patientId)).size
  return [
    diagnose(patients > 1 ? 'review.several-patients' : 'review.several-studies', 'warning', '', {
      studies: studies.length,
      patients,
    }),
  ]
}

function checkLevels(levels: readonly LocatedLevel[]): readonly Diagnostic[] {
  const missing = LEVELS.filter((level) => !levels.some((found) => found.level === level))
  if (missing.length === 0) return []
  const names = missing.map((level) => LEVEL_NAMES[level]).join(', ')
  return [diagnose('review.levels-missing', 'warning', names, { missing: missing.length })]
}

function checkAlignment(levels: readonly LocatedLevel[]): readonly Diagnostic[] {
  const [first, last] = [levels.at(0), levels.at(-1)]
  if (first === undefined || last === undefined || levels.length < 3) return []
  const rise = last.centre[2] - first.centre[2]
  const deviation = Math.max(
    ...levels.map(({ centre }) => {
      const along = rise === 0 ? 0 : (centre[2] - first.centre[2]) / rise
      return Math.abs(centre[0] - (first.centre[0] + along * (last.centre[0] - first.centre[0])))
    }),
  )
  if (deviation < SCOLIOSIS_DEVIATION_MM) return []
  return [diagnose('review.scoliosis', 'warning', '', { deviationMm: Math.round(deviation) })]
}
