import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic, DiagnosticCode } from '../domain/diagnostic.ts'
import { normalOf } from '../domain/image-geometry.ts'
import { SERIES_ROLES } from '../domain/study.ts'
import type { Plane, RoleChoice, RoleReason, SeriesRole, Stack } from '../domain/study.ts'
import { planeOf } from './plane.ts'
import { readContrast } from './read-contrast.ts'
import type { Contrast } from './read-contrast.ts'
import { readSuitability } from './read-suitability.ts'
import type { Suitability } from './read-suitability.ts'
import type { PlacedFrame } from './split-stacks.ts'

/** A stack with the facts that speak for or against it. */
export type Candidate = { readonly stack: Stack; readonly frames: readonly PlacedFrame[] }

export type ChosenRoles = {
  readonly roles: readonly RoleChoice[]
  readonly diagnostics: readonly Diagnostic[]
}

type Judged = Candidate & { readonly contrast: Contrast; readonly suitability: Suitability }

const WANTED: Readonly<Record<SeriesRole, { plane: Plane; contrasts: readonly Contrast['kind'][] }>> = {
  sagittal_t2: { plane: 'sagittal', contrasts: ['t2', 'stir'] },
  sagittal_t1: { plane: 'sagittal', contrasts: ['t1'] },
  axial_t2: { plane: 'axial', contrasts: ['t2'] },
}

const MISSING = {
  sagittal_t2: 'series.no-sagittal-t2',
  sagittal_t1: 'series.no-sagittal-t1',
  axial_t2: 'series.no-axial-t2',
} as const satisfies Readonly<Record<SeriesRole, DiagnosticCode>>

/** A sagittal series of fewer slices shows no canal from side to side. */
const FEWEST_SAGITTAL_IMAGES = 3

/** STIR reads the canal well enough, but plain T2 is what most of the labelled studies are. */
const CONTRAST_COST = { t2: 0, t1: 0, stir: 1, other: 9, unknown: 9 } as const

/** The stacks for each role: by plane, then description, then timing; and what is missing, with what was found instead. */
export function chooseRoles(candidates: readonly Candidate[]): ChosenRoles {
  const judged = candidates.map((candidate) => ({
    ...candidate,
    contrast: readContrast(candidate.frames[0]!),
    suitability: readSuitability(candidate.frames),
  }))
  const choices = SERIES_ROLES.map((role) => ({ role, ...chooseRole(role, judged) }))
  return {
    roles: choices.flatMap(({ choice }) => choice ?? []),
    diagnostics: [...choices.flatMap(({ diagnostics }) => diagnostics), ...explainExclusions(judged)],
  }
}

/** The roles with one of them given to other stacks, as the reader says; no stacks: the role is left empty. */
export function overrideRole(
  roles: readonly RoleChoice[],
  role: SeriesRole,
  stackIds: readonly string[],
): readonly RoleChoice[] {
  const byReader: RoleChoice = { role, stackIds, why: [{ kind: 'reader' }] }
  const others = roles.filter((choice) => choice.role !== role)
  const all = stackIds.length > 0 ? [...others, byReader] : others
  return SERIES_ROLES.flatMap((name) => all.filter((choice) => choice.role === name))
}

function chooseRole(
  role: SeriesRole,
  judged: readonly Judged[],
): { readonly choice: RoleChoice | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { plane, contrasts } = WANTED[role]
  const fitting = judged.filter(
    ({ stack, contrast, suitability }) =>
      suitability.excluded === undefined && stack.plane === plane && contrasts.includes(contrast.kind),
  )
  const enough = fitting.filter(
    ({ stack }) => plane !== 'sagittal' || stack.images.length >= FEWEST_SAGITTAL_IMAGES,
  )
  const ranked = [...enough].sort(compareCandidates)
  const [best] = ranked
  if (!best) return { choice: undefined, diagnostics: [explainMissing(role, fitting, judged)] }
  const chosen = role === 'axial_t2' ? withCoverage(best, ranked) : [best]
  return {
    choice: { role, stackIds: chosen.map(({ stack }) => stack.id), why: explainChoice(best, ranked) },
    diagnostics: best.suitability.afterContrast
      ? [diagnose('series.after-contrast', 'warning', best.stack.description, { role })]
      : [],
  }
}

/** The better candidate first: unspoilt, plain T2 before STIR, more images, finer pixels, the later (repeated) series. */
function compareCandidates(a: Judged, b: Judged): number {
  return (
    a.suitability.cost - b.suitability.cost ||
    CONTRAST_COST[a.contrast.kind] - CONTRAST_COST[b.contrast.kind] ||
    b.stack.images.length - a.stack.images.length ||
    pixelArea(a.stack) - pixelArea(b.stack) ||
    (b.stack.seriesNumber ?? 0) - (a.stack.seriesNumber ?? 0) ||
    (a.stack.id < b.stack.id ? -1 : 1)
  )
}

function pixelArea({ images }: Stack): number {
  const { columnSpacingMm, rowSpacingMm } = images[0]!.geometry
  return columnSpacingMm * rowSpacingMm
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
    ...(best.contrast.why ? [best.contrast.why] : []),
    series.size === 1
      ? { kind: 'only-candidate' }
      : { kind: 'most-images', images: best.stack.images.length, rivals: series.size - 1 },
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

/** `sagittal T1 (18 images), axial CT (120 images)`: what is there, one phrase a series. */
function describeFound(judged: readonly Judged[]): string {
  const phrases = new Map<string, { phrase: string; images: number }>()
  for (const { stack, contrast, suitability, frames } of judged) {
    const weighting = { t1: 'T1', t2: 'T2', stir: 'STIR', other: '', unknown: '' }[contrast.kind]
    const what =
      suitability.excluded ?? (weighting || `${frames[0]!.instance.modality ?? 'MR'} of unknown weighting`)
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
