import type { SeriesRole } from '../domain/study.ts'
import { buildAnatomy } from './anatomy.ts'
import { buildSpine } from './build-spine.ts'
import { canalCurve } from './canal-curve.ts'
import { canalProfile } from './canal-profile.ts'
import { coilSensitivity } from './coil.ts'
import type { PhantomOptions } from './phantom-options.ts'
import { levelTruths } from './phantom-truth.ts'
import type { PhantomTruth } from './phantom-truth.ts'
import { planPatient } from './plan-patient.ts'
import { receiver } from './receive-image.ts'
import { sampleSlice } from './sample-slice.ts'
import { planScan, resampledGeometry } from './scan-protocol.ts'
import { tissueSignals } from './tissue.ts'
import { seriesUid, studyUid, writeMrImage } from './write-dicom.ts'

export type SimulatedFile = { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }
export type SimulatedStudy = { readonly files: readonly SimulatedFile[]; readonly truth: PhantomTruth }

/** After each slice. `of` is known from the first. */
export type SimulationProgress = {
  readonly role: SeriesRole
  readonly imagesDone: number
  readonly of: number
}

/** A simulated lumbar study: sagittal T2, sagittal T1 and axial T2. The same options give the same bytes. */
export function simulateStudy(options: PhantomOptions): SimulatedStudy {
  const steps = simulateStudySteps(options)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/**
 * The same slice by slice, some forty milliseconds each, so that a worker can report progress and stop between them:
 * a plan becomes a spine, the spine an anatomy, and each slice of the anatomy an image of every series that shares it.
 */
export function* simulateStudySteps(options: PhantomOptions): Generator<SimulationProgress, SimulatedStudy> {
  if (!Number.isSafeInteger(options.seed)) throw new RangeError('the seed of a phantom is a whole number')
  const { seed, transferSyntax = 'explicit' } = options
  const plan = planPatient(options)
  const spine = buildSpine(plan)
  const curve = canalCurve(spine)
  const profile = canalProfile(spine, curve, plan)
  const anatomy = buildAnatomy(plan, spine, curve, profile)
  const slabs = planScan(spine, plan, options)
  const scanner = receiver(seed)
  const of = slabs.reduce((sum, { protocols, slices }) => sum + protocols.length * slices.length, 0)
  const files: SimulatedFile[] = []

  for (const { protocols, slices, acquiredSize, thicknessMm, spacingMm } of slabs) {
    const contrasts = protocols.map(({ weighting }) => tissueSignals(weighting))
    const coils = protocols.map(({ saturated }) => coilSensitivity(spine, anatomy.backSkinY, saturated))
    for (const [index, geometry] of slices.entries()) {
      const acquired = resampledGeometry(geometry, acquiredSize)
      const signals = sampleSlice(anatomy, acquired, thicknessMm, contrasts)
      for (const [series, protocol] of protocols.entries()) {
        const instanceNumber = index + 1
        const name = `${protocol.role}/${instanceNumber}`
        const stored = scanner.image(
          signals[series]!,
          acquired,
          protocol,
          coils[series]!,
          geometry.columns,
          name,
        )
        const image = { protocol, geometry, thicknessMm, spacingMm, instanceNumber, stored }
        files.push({
          path: `simulated-${seed}/${protocol.role}/${String(instanceNumber).padStart(3, '0')}.dcm`,
          bytes: writeMrImage(image, plan, transferSyntax),
        })
      }
      yield { role: protocols[0]!.role, imagesDone: files.length, of }
    }
  }

  const series = slabs.flatMap(({ protocols, slices }) =>
    protocols.map((protocol) => ({
      role: protocol.role,
      seriesInstanceUid: seriesUid(seed, protocol),
      images: slices.length,
    })),
  )
  const { ageYears, lordosisDegrees, scoliosisDegrees, transition } = plan
  const truth: PhantomTruth = {
    schemaVersion: 1,
    seed,
    studyInstanceUid: studyUid(seed),
    patient: { ageYears, lordosisDegrees, scoliosisDegrees, transition },
    series,
    levels: levelTruths(spine, curve, profile, plan),
  }
  return { files, truth }
}
