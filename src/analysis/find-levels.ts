import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import { isLevel, LEVEL_NAMES } from '../domain/level.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { locateDiscs } from './locate-discs.ts'
import type { AnalysisPorts } from './ports.ts'
import { readImages } from './read-slices.ts'
import type { PlacedImage } from './read-slices.ts'
import { lateralImages, middleImages, seeSlices } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'
import { placeGivenLevels, siteLevels } from './site-levels.ts'
import type { LevelSites } from './site-levels.ts'

/** The sagittal series of a study; either may be empty. */
export type SagittalImages = { readonly t2: readonly PlacedImage[]; readonly t1: readonly PlacedImage[] }

export type FoundLevels = {
  readonly levels: LevelSites
  /** Sagittal T1 slices beside the canal, as the localizer saw them. */
  readonly lateral: readonly SeenSlice[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A level less sure than this is worth a remark. */
const DOUBTFUL_CONFIDENCE = 0.4

/**
 * Finds the lumbar levels on the middle slices of the sagittal T2 series (of the T1 series where there is no T2), and
 * looks at the lateral T1 slices in the same batch. Levels that the reader gives are taken as they are.
 * Fails with `analysis.no-localizer`, `analysis.no-sagittal`, `analysis.no-spine`, or why the pixels cannot be read.
 */
export async function findLevels(
  signal: AbortSignal,
  { predictor, pixels, manifest }: AnalysisPorts,
  { t2, t1 }: SagittalImages,
  given: readonly LocatedLevel[] | undefined,
): Promise<Result<FoundLevels>> {
  const network = manifest.networks.find(({ task }) => task === 'localize-sagittal')
  if (network === undefined) return fail(diagnose('analysis.no-localizer', 'error', manifest.id))
  const series = t2.length > 0 ? t2 : t1
  const marked = series.filter(({ image }) => given?.some(({ imageId }) => imageId === image.id))
  const middle = [...new Set([...middleImages(series), ...marked])]
  if (middle.length === 0) return fail(diagnose('analysis.no-sagittal', 'error'))
  const [read, beside] = await Promise.all([
    readImages(signal, pixels, middle),
    readImages(signal, pixels, lateralImages(t1)),
  ])
  const diagnostics = [...read.diagnostics, ...beside.diagnostics]
  if (read.read.length === 0) return fail(diagnostics[0] ?? diagnose('analysis.no-sagittal', 'error'))

  const seen = await seeSlices(signal, predictor, network, [...read.read, ...beside.read])
  const slices = seen.slice(0, read.read.length)
  const spine = given ? undefined : locateDiscs(slices)
  const discs = spine?.discs ?? placeGivenLevels(slices[0] as SeenSlice, given ?? [])
  const levels = siteLevels(slices, discs, given)
  if (Object.keys(levels).length === 0)
    return fail(diagnose('analysis.no-spine', 'error', '', { discs: discs.length }))
  if (spine?.countDoubtful) diagnostics.push(diagnose('analysis.count-doubtful', 'warning'))
  for (const { disc, confidence } of spine?.discs ?? [])
    if (isLevel(disc) && confidence < DOUBTFUL_CONFIDENCE)
      diagnostics.push(diagnose('analysis.level-doubtful', 'warning', LEVEL_NAMES[disc], { confidence }))
  return succeed({ levels, lateral: seen.slice(read.read.length), diagnostics })
}
