import type { Study } from '../domain/study.ts'

/**
 * The study that the one on screen is compared with: of the same patient, with a sagittal series, the latest before it; where all
 * others are later, the earliest of those. Undefined when there is none.
 */
export function priorStudy(studies: readonly Study[], current: Study): Study | undefined {
  const others = studies
    .filter((study) => study !== current && isSamePatient(study, current) && hasSagittal(study))
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
  return others.find((study) => isBefore(study, current)) ?? others.at(-1)
}

export function isBefore(study: Study, other: Study): boolean {
  return study.date !== undefined && other.date !== undefined && study.date < other.date
}

/** By PatientID, which both must have; name and date of birth must not speak against it. */
export function isSamePatient(a: Study, b: Study): boolean {
  return (
    a.patientId !== undefined &&
    a.patientId.trim() !== '' &&
    b.patientId !== undefined &&
    agrees(a.patientId, b.patientId) &&
    agrees(a.patientName, b.patientName) &&
    agrees(a.patientBirthDate, b.patientBirthDate)
  )
}

/** Whether two values of one attribute of the patient do not speak against each other. */
export function agrees(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || folded(one) === folded(other)
}

function hasSagittal({ roles }: Study): boolean {
  return roles.some(({ role }) => role === 'sagittal_t2' || role === 'sagittal_t1')
}

/** Scanners differ in capitals, and in the empty parts of a name. */
function folded(text: string): string {
  return text
    .toLocaleLowerCase('en')
    .split(/[\^=,\s]+/)
    .filter((part) => part !== '')
    .join(' ')
}
