import type { PlacedFrame } from './placed-frame.ts'

/**
 * Frames by study. Studies with different UIDs are one examination where patient, date, time, StudyID and accession number
 * are the same and they share a frame of reference: some exporters give each series a StudyInstanceUID of its own.
 */
export function joinStudies(frames: readonly PlacedFrame[]): readonly (readonly PlacedFrame[])[] {
  const studies = new Map<string, PlacedFrame[]>()
  for (const frame of frames) {
    const { studyInstanceUid } = frame.instance
    const study = studies.get(studyInstanceUid)
    if (study) study.push(frame)
    else studies.set(studyInstanceUid, [frame])
  }
  const joined: PlacedFrame[][] = []
  for (const study of studies.values()) {
    const others = joined.filter((one) => isSameExamination(one, study))
    const rest = joined.filter((one) => !others.includes(one))
    joined.splice(0, joined.length, ...rest, [...others.flat(), ...study])
  }
  return joined
}

function isSameExamination(a: readonly PlacedFrame[], b: readonly PlacedFrame[]): boolean {
  const [first, second] = [a[0]!.instance, b[0]!.instance]
  const isNamed = (first.patient.id ?? first.patient.name) !== undefined && first.study.date !== undefined
  return isNamed && examinationOf(first) === examinationOf(second) && shareFrameOfReference(a, b)
}

function examinationOf({ patient, study }: PlacedFrame['instance']): string {
  const { date, time, id, accessionNumber } = study
  return JSON.stringify([patient.id, patient.name, patient.birthDate, date, time, id, accessionNumber])
}

function shareFrameOfReference(a: readonly PlacedFrame[], b: readonly PlacedFrame[]): boolean {
  const uids = new Set(a.flatMap(({ instance }) => instance.frameOfReferenceUid ?? []))
  return b.some(({ instance }) => uids.has(instance.frameOfReferenceUid ?? ''))
}
