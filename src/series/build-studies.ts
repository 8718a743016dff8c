import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import { normalOf } from '../domain/image-geometry.ts'
import type { SkippedFile } from '../domain/progress.ts'
import type { Stack, Study, StudyImage } from '../domain/study.ts'
import type { Instance } from '../intake/instance/instance.ts'
import { checkSpacing } from './check-spacing.ts'
import { chooseRoles } from './choose-roles.ts'
import type { Candidate } from './choose-roles.ts'
import { planeOf } from './plane.ts'
import { readContrastAgent } from './read-contrast-agent.ts'
import { readDixon } from './read-dixon.ts'
import { isFatSaturated } from './read-fat-saturation.ts'
import { splitStacks } from './split-stacks.ts'
import type { PlacedFrame } from './split-stacks.ts'

export type BuiltStudies = { readonly studies: readonly Study[]; readonly skipped: readonly SkippedFile[] }

/**
 * Studies from instances: series grouped, split into stacks, ordered in space, and the stacks for each role chosen. Images
 * that no header places in the patient are skipped as `series.no-position` or `series.mosaic`. A study that cannot be analysed is still a
 * study, with diagnostics that say what was found instead.
 */
export function buildStudies(instances: readonly Instance[]): BuiltStudies {
  const skipped: SkippedFile[] = []
  const placed: PlacedFrame[] = []
  for (const instance of instances) {
    const frames = placeFrames(instance)
    placed.push(...frames)
    if (frames.length === 0) skipped.push({ path: instance.path, diagnostic: unplaced(instance) })
  }
  const studies = [...groupBy(placed, ({ instance }) => instance.studyInstanceUid).values()]
  return { studies: studies.map(buildStudy), skipped }
}

function placeFrames(instance: Instance): readonly PlacedFrame[] {
  return instance.frames.flatMap((frame) =>
    frame.geometry ? [{ instance, frame, geometry: frame.geometry }] : [],
  )
}

function unplaced({ path, modality, pixels, imageType, transferSyntax }: Instance): Diagnostic {
  const code = imageType.includes('MOSAIC') ? 'series.mosaic' : 'series.no-position'
  return diagnose(code, 'info', path, {
    modality: modality ?? 'unknown',
    rows: pixels.rows,
    columns: pixels.columns,
    frames: pixels.numberOfFrames,
    imageType: imageType.join('\\'),
    unreadCoding: transferSyntax.coding === 'unsupported' ? transferSyntax.name : '',
  })
}

function buildStudy(frames: readonly PlacedFrame[]): Study {
  const { studyInstanceUid, patient, study } = frames[0]!.instance
  const candidates = [...groupBy(frames, ({ instance }) => instance.seriesInstanceUid).values()].flatMap(
    buildSeries,
  )
  const { roles, diagnostics } = chooseRoles(candidates)
  return {
    studyInstanceUid,
    patientId: patient.id,
    patientName: patient.name,
    patientAgeYears: patient.ageYears,
    patientSex: patient.sex,
    patientBirthDate: patient.birthDate,
    date: study.date,
    accessionNumber: study.accessionNumber,
    description: study.description,
    stacks: candidates.map(({ stack }) => stack),
    roles,
    diagnostics: [...checkPatient(frames), ...checkUids(frames), ...diagnostics],
  }
}

function buildSeries(frames: readonly PlacedFrame[]): readonly Candidate[] {
  const { stacks, stations, times } = splitStacks(frames)
  const { description } = frames[0]!.instance.series
  const remarks = [
    ...(stations > 1 ? [diagnose('series.stations', 'info', description, { stations })] : []),
    ...(times > 1 ? [diagnose('series.repeated', 'info', description, { times })] : []),
  ]
  return [...stacks]
    .sort((a, b) => lowestNumber(a) - lowestNumber(b))
    .map((stack, index) => ({
      stack: buildStack(stack, index + 1, index === 0 ? remarks : []),
      frames: stack,
    }))
}

function lowestNumber(frames: readonly PlacedFrame[]): number {
  return frames.reduce((lowest, { instance, frame }) => {
    const number = (instance.instanceNumber ?? 0) + frame.frameNumber / 65_536
    return Math.min(lowest, number)
  }, Infinity)
}

function buildStack(frames: readonly PlacedFrame[], number: number, remarks: readonly Diagnostic[]): Stack {
  const { instance, geometry } = frames[0]!
  const { seriesInstanceUid, series } = instance
  const contrastAgent = readContrastAgent(instance)
  return {
    id: `${seriesInstanceUid}/${number}`,
    seriesInstanceUid,
    seriesNumber: series.number,
    description: series.description,
    plane: planeOf(normalOf(geometry)).plane,
    ...(contrastAgent !== undefined && { contrastAgent }),
    isFatSaturated: isFatSaturated(instance, readDixon(frames[0]!)),
    images: frames.map(buildImage),
    diagnostics: [...remarks, ...checkSpacing(frames, series.description)],
  }
}

function buildImage({ instance, frame, geometry }: PlacedFrame): StudyImage {
  return {
    id: `${instance.id}#${frame.frameNumber}`,
    sopInstanceUid: instance.sopInstanceUid,
    sopClassUid: instance.sopClassUid,
    frameNumber: frame.frameNumber,
    instanceNumber: instance.instanceNumber,
    geometry,
    windows: frame.windows,
    inverted: instance.pixels.photometricInterpretation === 'MONOCHROME1',
    path: instance.path,
  }
}

/** Two patients in one study are a mix-up that the reader must hear of. */
function checkPatient(frames: readonly PlacedFrame[]): readonly Diagnostic[] {
  const ids = new Set(frames.flatMap(({ instance }) => instance.patient.id ?? []))
  return ids.size > 1
    ? [diagnose('series.several-patients', 'warning', '', { patientIds: [...ids].join(', ') })]
    : []
}

/** What intake said of single instances, and how many UIDs are used again in another series: no report may rest on those. */
function checkUids(frames: readonly PlacedFrame[]): readonly Diagnostic[] {
  const instances = [...new Set(frames.map(({ instance }) => instance))]
  const uids = new Set(instances.map(({ sopInstanceUid }) => sopInstanceUid))
  const ids = new Set(
    instances.map(({ seriesInstanceUid, sopInstanceUid }) => `${seriesInstanceUid}/${sopInstanceUid}`),
  )
  const repeated =
    ids.size > uids.size
      ? [diagnose('series.uids-repeat', 'info', '', { images: ids.size, uids: uids.size })]
      : []
  return [...instances.flatMap(({ diagnostics }) => diagnostics), ...repeated]
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}
