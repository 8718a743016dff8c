import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import { normalOf } from '../domain/image-geometry.ts'
import type { SkippedFile } from '../domain/progress.ts'
import type { RoleChoice, Stack, Study, StudyImage } from '../domain/study.ts'
import type { Instance } from '../intake/instance/instance.ts'
import { checkSpacing } from './check-spacing.ts'
import { chooseRoles } from './choose-roles.ts'
import type { Candidate } from './choose-roles.ts'
import { joinSeries } from './join-series.ts'
import { joinStudies } from './join-studies.ts'
import { planeOf } from './plane.ts'
import { readContrastAgent } from './read-contrast-agent.ts'
import { readDixon } from './read-dixon.ts'
import { isFatSaturated } from './read-fat-saturation.ts'
import { splitStacks } from './split-stacks.ts'
import type { PlacedFrame } from './placed-frame.ts'

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
  return { studies: joinStudies(placed).map(buildStudy), skipped }
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
  const { patient, study } = frames[0]!.instance
  const candidates = joinSeries(frames).flatMap(buildSeries)
  const { roles, diagnostics } = chooseRoles(candidates)
  const uids = new Set(frames.map(({ instance }) => instance.studyInstanceUid))
  return {
    studyInstanceUid: studyUidOf(candidates, roles),
    patientId: patient.id,
    patientName: patient.name,
    patientAgeYears: patient.ageYears ?? yearsBetween(patient.birthDate, study.date),
    patientSex: patient.sex,
    patientBirthDate: patient.birthDate,
    date: study.date,
    ...given({
      time: study.time,
      studyId: study.id,
      referringPhysicianName: study.referringPhysicianName,
      issuerOfPatientId: patient.issuer,
    }),
    accessionNumber: study.accessionNumber,
    description: study.description,
    stacks: candidates.map(({ stack }) => stack),
    roles,
    diagnostics: [
      ...checkPatient(frames),
      ...checkUids(frames),
      ...checkBurnedIn(frames),
      ...(uids.size > 1 ? [diagnose('series.studies-joined', 'info', '', { studies: uids.size })] : []),
      ...diagnostics,
    ],
  }
}

/** Of a study that was joined from several: the UID that the sagittal T2 came with, else the first. */
function studyUidOf(candidates: readonly Candidate[], roles: readonly RoleChoice[]): string {
  const [stackId] = roles.find(({ role }) => role === 'sagittal_t2')?.stackIds ?? []
  const { frames } = candidates.find(({ stack }) => stack.id === stackId) ?? candidates[0]!
  return frames[0]!.instance.studyInstanceUid
}

/** Whole years from one YYYY-MM-DD to another. */
function yearsBetween(birthDate: string | undefined, date: string | undefined): number | undefined {
  if (birthDate === undefined || date === undefined) return undefined
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years
}

function buildSeries(frames: readonly PlacedFrame[]): readonly Candidate[] {
  const { stacks, stations, times } = splitStacks(frames)
  const { description } = frames[0]!.instance.series
  const mixed = stacks.filter((stack) => seriesUidsOf(stack).size > 1).flat()
  const joined = { series: seriesUidsOf(mixed).size, images: mixed.length }
  const remarks = [
    ...(mixed.length > 0 ? [diagnose('series.joined', 'info', description, joined)] : []),
    ...(stations > 1 ? [diagnose('series.stations', 'info', description, { stations })] : []),
    ...(times > 1 ? [diagnose('series.repeated', 'info', description, { times })] : []),
  ]
  // One UID stands for all stacks of series that were joined; each image keeps its own.
  const seriesUid = mixed.length > 0 ? [...seriesUidsOf(frames)].sort()[0]! : undefined
  return [...stacks]
    .sort((a, b) => lowestNumber(a) - lowestNumber(b))
    .map((stack, index) => ({
      stack: buildStack(stack, index + 1, seriesUid, index === 0 ? remarks : []),
      frames: stack,
    }))
}

function seriesUidsOf(frames: readonly PlacedFrame[]): ReadonlySet<string> {
  return new Set(frames.map(({ instance }) => instance.seriesInstanceUid))
}

function lowestNumber(frames: readonly PlacedFrame[]): number {
  return frames.reduce((lowest, { instance, frame }) => {
    const number = (instance.instanceNumber ?? 0) + frame.frameNumber / 65_536
    return Math.min(lowest, number)
  }, Infinity)
}

function buildStack(
  frames: readonly PlacedFrame[],
  number: number,
  joinedSeriesUid: string | undefined,
  remarks: readonly Diagnostic[],
): Stack {
  const { instance, geometry } = frames[0]!
  const { series } = instance
  const seriesInstanceUid = joinedSeriesUid ?? instance.seriesInstanceUid
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
    origin: { studyInstanceUid: instance.studyInstanceUid, seriesInstanceUid: instance.seriesInstanceUid },
    frameNumber: frame.frameNumber,
    instanceNumber: instance.instanceNumber,
    geometry,
    windows: frame.windows,
    inverted: instance.pixels.photometricInterpretation === 'MONOCHROME1',
    ...given({ burnedIn: instance.burnedIn }),
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

/** Text in the pixels cannot be left out with the identifiers. */
function checkBurnedIn(frames: readonly PlacedFrame[]): readonly Diagnostic[] {
  const images = frames.filter(({ instance }) => instance.burnedIn === 'YES').length
  return images === 0 ? [] : [diagnose('series.burned-in', 'warning', '', { images })]
}

/** The entries that have a value. */
function given<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never
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
  const made = instances.filter(({ madeUids }) => madeUids.length > 0).length
  return [
    ...instances.flatMap(({ diagnostics }) => diagnostics),
    ...repeated,
    ...(made > 0 ? [diagnose('series.uids-missing', 'warning', '', { images: made })] : []),
  ]
}
