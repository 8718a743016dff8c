import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic, DiagnosticCode } from '../domain/diagnostic.ts'
import { normalOf } from '../domain/image-geometry.ts'
import type { Plane, ReadingQuality, RoleChoice, RoleReason, SeriesRole, Stack } from '../domain/study.ts'
import { coveredMm, shareHeight, spanOf } from './place-in-patient.ts'
import type { Span } from './place-in-patient.ts'
import { planeOf } from './plane.ts'
import { compareQuality, qualityOf } from './reading-quality.ts'
import { readSuitability } from './read-suitability.ts'
import type { Suitability } from './read-suitability.ts'
import { readWeighting } from './read-weighting.ts'
import type { Weighting, WeightingKind } from './read-weighting.ts'
import type { PlacedFrame } from './placed-frame.ts'

/** A stack with the facts that speak for or against it. */
export type Candidate = { readonly stack: Stack; readonly frames: readonly PlacedFrame[] }

export type ChosenRoles = {
  readonly roles: readonly RoleChoice[]
  readonly diagnostics: readonly Diagnostic[]
}

type Judged = Candidate & {
  readonly weighting: Weighting
  readonly suitability: Suitability
  readonly span: Span
  readonly quality: ReadingQuality
}

const WANTED: Readonly<Record<SeriesRole, { plane: Plane; weightings: readonly WeightingKind[] }>> = {
  sagittal_t2: { plane: 'sagittal', weightings: ['t2', 'stir'] },
  sagittal_t1: { plane: 'sagittal', weightings: ['t1'] },
  axial_t2: { plane: 'axial', weightings: ['t2'] },
}

const MISSING = {
  sagittal_t2: 'series.no-sagittal-t2',
  sagittal_t1: 'series.no-sagittal-t1',
  axial_t2: 'series.no-axial-t2',
} as const satisfies Readonly<Record<SeriesRole, DiagnosticCode>>

/** A sagittal series of fewer slices shows no canal from side to side. */
const FEWEST_SAGITTAL_IMAGES = 3

/** Of several regions the lumbar one is the lowest of those that the other roles cover at least this well. */
const WELL_COVERED = 0.6

/**
 * The stacks for each role, and what is missing, with what was found instead. Plane and weighting decide what fits; where
 * the other roles lie, and height, decide which of several regions is meant; quality for reading decides among what is left.
 * The sagittal T2 is chosen first: a series that lies elsewhere, or is another patient's, takes no role beside it.
 */
export function chooseRoles(candidates: readonly Candidate[]): ChosenRoles {
  const judged = candidates.map(judge)
  const fitting = (role: SeriesRole) => judged.filter((one) => fits(role, one))
  const sagittalT2 = chooseRole(
    'sagittal_t2',
    inLumbarRegion(fitting('sagittal_t2'), [...fitting('sagittal_t1'), ...fitting('axial_t2')]),
    judged,
  )
  const others = (['sagittal_t1', 'axial_t2'] as const).map((role) =>
    chooseBeside(sagittalT2.chosen, role, fitting(role), judged),
  )
  const choices = [sagittalT2, ...others]
  return {
    roles: choices.flatMap(({ choice }) => choice ?? []),
    diagnostics: [
      ...choices.flatMap(({ diagnostics }) => diagnostics),
      ...explainContradictions(judged),
      ...explainExclusions(judged),
    ],
  }
}

function judge(candidate: Candidate): Judged {
  return {
    ...candidate,
    weighting: readWeighting(candidate.frames[0]!),
    suitability: readSuitability(candidate.frames),
    span: spanOf(candidate.frames),
    quality: qualityOf(candidate.stack),
  }
}

function fits(role: SeriesRole, { stack, weighting, suitability }: Judged): boolean {
  const { plane, weightings } = WANTED[role]
  return suitability.excluded === undefined && stack.plane === plane && weightings.includes(weighting.kind)
}

/** The candidates at the height that the other roles cover, the lowest where they cover several. */
function inLumbarRegion(candidates: readonly Judged[], others: readonly Judged[]): readonly Judged[] {
  const spans = others.map(({ span }) => span)
  const covered = candidates.map((one) => ({ one, mm: coveredMm(one.span, spans) }))
  const most = Math.max(0, ...covered.map(({ mm }) => mm))
  const well = covered.filter(({ mm }) => mm >= most * WELL_COVERED).map(({ one }) => one)
  const [lowest] = [...well].sort((a, b) => a.span.low + a.span.high - (b.span.low + b.span.high))
  return lowest ? well.filter(({ span }) => shareHeight(span, lowest.span)) : []
}

type RoleResult = {
  readonly choice: RoleChoice | undefined
  readonly chosen: readonly Judged[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The role from what fits it at the place of the sagittal T2 and of its patient. */
function chooseBeside(
  sagittalT2: readonly Judged[],
  role: SeriesRole,
  fitting: readonly Judged[],
  judged: readonly Judged[],
): RoleResult {
  const [reference] = sagittalT2
  if (!reference) return chooseRole(role, fitting, judged)
  const ofPatient = fitting.filter((one) => isSamePatient(one, reference))
  const here = ofPatient.filter(({ span }) => shareHeight(span, reference.span))
  const elsewhere = ofPatient[0]
  if (here.length > 0 || !elsewhere) return chooseRole(role, here, judged)
  const middle = ({ low, high }: Span) => (low + high) / 2
  const distanceMm = Math.round(middle(elsewhere.span) - middle(reference.span))
  const diagnostic = diagnose('series.elsewhere', 'warning', elsewhere.stack.description, {
    role,
    distanceMm,
  })
  return { choice: undefined, chosen: [], diagnostics: [diagnostic] }
}

/** A header that names no patient contradicts none. */
function isSamePatient({ frames: [a] }: Judged, { frames: [b] }: Judged): boolean {
  const [first, second] = [a!.instance.patient.id, b!.instance.patient.id]
  return first === undefined || second === undefined || first === second
}

function chooseRole(role: SeriesRole, fitting: readonly Judged[], judged: readonly Judged[]): RoleResult {
  const isSagittal = WANTED[role].plane === 'sagittal'
  const ranked = fitting
    .filter(({ stack }) => !isSagittal || stack.images.length >= FEWEST_SAGITTAL_IMAGES)
    .sort(compareCandidates)
  const [best] = ranked
  if (!best) return { choice: undefined, chosen: [], diagnostics: [explainMissing(role, fitting, judged)] }
  const chosen = role === 'axial_t2' ? withCoverage(best, ranked) : [best]
  const choice = { role, stackIds: chosen.map(({ stack }) => stack.id), why: explainChoice(best, ranked) }
  return { choice, chosen, diagnostics: [] }
}

/** The better candidate first: unspoilt, plain T2 before STIR, which most of the labelled studies are, then by quality. */
function compareCandidates(a: Judged, b: Judged): number {
  return (
    a.suitability.cost - b.suitability.cost ||
    Number(a.weighting.kind === 'stir') - Number(b.weighting.kind === 'stir') ||
    compareQuality(a.quality, b.quality) ||
    (a.stack.id < b.stack.id ? -1 : 1)
  )
}

/** The best series' stacks, and those of other series where they reach discs that the best does not. */
function withCoverage(best: Judged, ranked: readonly Judged[]): readonly Judged[] {
  const chosen = ranked.filter(({ stack }) => stack.seriesInstanceUid === best.stack.seriesInstanceUid)
  for (const candidate of ranked) {
    if (!chosen.includes(candidate) && reachesFurther(candidate.stack, chosen)) chosen.push(candidate)
  }
  return chosen
}

/** Most of its images lie further than a slice or two from every image already chosen. */
function reachesFurther(stack: Stack, chosen: readonly Judged[]): boolean {
  const heights = chosen.flatMap(({ stack: { images } }) => images.map(heightOf))
  const beyond = stack.images.filter((image) =>
    heights.every((height) => Math.abs(height - heightOf(image)) > NEIGHBOUR_MM),
  )
  return beyond.length * 2 > stack.images.length
}

const NEIGHBOUR_MM = 6

/** Height in the patient of an image's middle, mm. */
function heightOf({ geometry }: Stack['images'][number]): number {
  const { position, columnDirection, rowDirection, columns, rows, columnSpacingMm, rowSpacingMm } = geometry
  const alongColumns = (columnDirection[2] * columnSpacingMm * (columns - 1)) / 2
  return position[2] + alongColumns + (rowDirection[2] * rowSpacingMm * (rows - 1)) / 2
}

function explainChoice(best: Judged, ranked: readonly Judged[]): readonly RoleReason[] {
  const { plane, tiltDegrees } = planeOf(normalOf(best.stack.images[0]!.geometry))
  const series = new Set(ranked.map(({ stack }) => stack.seriesInstanceUid))
  return [
    { kind: 'plane', plane, tiltDegrees: Math.round(tiltDegrees * 10) / 10 },
    ...(best.weighting.why ? [best.weighting.why] : []),
    series.size === 1
      ? { kind: 'only-candidate' }
      : { kind: 'best-quality', rivals: series.size - 1, ...best.quality },
  ]
}

/** Why a role is empty. Only the sagittal T2 is needed for any analysis at all. */
function explainMissing(role: SeriesRole, fitting: readonly Judged[], judged: readonly Judged[]): Diagnostic {
  const severity = role === 'sagittal_t2' ? 'error' : 'warning'
  const short = fitting[0]
  if (short) {
    return diagnose('series.too-few-images', severity, short.stack.description, {
      role,
      images: short.stack.images.length,
      needed: FEWEST_SAGITTAL_IMAGES,
    })
  }
  return diagnose(MISSING[role], severity, '', { found: describeFound(judged) })
}

const WEIGHTING_NAMES: Readonly<Partial<Record<WeightingKind, string>>> = {
  t1: 'T1',
  t2: 'T2',
  stir: 'STIR',
  pd: 'PD',
}

/** `sagittal T1 (18 images), axial CT (120 images)`: what is there, one phrase a series. */
function describeFound(judged: readonly Judged[]): string {
  const phrases = new Map<string, { phrase: string; images: number }>()
  for (const { stack, weighting, suitability, frames } of judged) {
    const modality = frames[0]!.instance.modality ?? 'MR'
    const name = WEIGHTING_NAMES[weighting.kind] ?? `${modality} of unknown weighting`
    const what = suitability.excluded ?? name
    const key = `${stack.seriesInstanceUid} ${stack.plane} ${what}`
    const known = phrases.get(key)
    phrases.set(key, {
      phrase: `${stack.plane} ${what}`,
      images: (known?.images ?? 0) + stack.images.length,
    })
  }
  const all = [...phrases.values()].map(
    ({ phrase, images }) => `${phrase} (${images} ${images === 1 ? 'image' : 'images'})`,
  )
  return all.length > 0 ? all.slice(0, 12).join(', ') : 'nothing'
}

/** Descriptions that the timing contradicts, once a series. */
function explainContradictions(judged: readonly Judged[]): readonly Diagnostic[] {
  const told = new Set<string>()
  return judged.flatMap(({ stack, weighting, suitability }) => {
    const { contradicted, kind } = weighting
    if (!contradicted || suitability.excluded !== undefined || told.has(stack.seriesInstanceUid)) return []
    told.add(stack.seriesInstanceUid)
    const { echoTimeMs, repetitionTimeMs } = contradicted.timing
    return [
      diagnose('series.weighting-contradicted', 'warning', stack.description, {
        described: WEIGHTING_NAMES[contradicted.described] ?? contradicted.described,
        timed: WEIGHTING_NAMES[kind] ?? kind,
        echoTimeMs: echoTimeMs ?? 0,
        repetitionTimeMs: repetitionTimeMs ?? 0,
      }),
    ]
  })
}

function explainExclusions(judged: readonly Judged[]): readonly Diagnostic[] {
  const told = new Set<string>()
  return judged.flatMap(({ stack, suitability }) => {
    if (suitability.excluded === undefined || told.has(stack.seriesInstanceUid)) return []
    told.add(stack.seriesInstanceUid)
    return [
      diagnose('series.left-aside', 'info', stack.description, {
        reason: suitability.excluded,
        images: stack.images.length,
      }),
    ]
  })
}
