import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { LocatedLevel, SeriesScope } from '../../domain/finding.ts'
import { isLevel, LEVEL_NAMES } from '../../domain/level.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { judgeScope } from './judge-scope.ts'
import { locateDiscs } from './locate-discs.ts'
import type { AnalysisPorts } from '../ports.ts'
import { readImages } from '../view/read-slices.ts'
import type { PlacedImage } from '../view/read-slices.ts'
import { lateralImages, middleImages, seeSlices } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'
import { placeGivenLevels, siteLevels } from './site-levels.ts'
import type { LevelSites } from './site-levels.ts'

/** The sagittal series of a study; either may be empty. */
export type SagittalImages = { readonly t2: readonly PlacedImage[]; readonly t1: readonly PlacedImage[] }

export type FoundLevels = {
  readonly levels: LevelSites
  /** Of the series that the levels were found on; undefined where the pack cannot tell. */
  readonly scope: SeriesScope | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** A level less sure than this is worth a remark. */
const DOUBTFUL_CONFIDENCE = 0.4

/**
 * Finds the lumbar levels on the middle slices of the sagittal T2 series (of the T1 series where there is no T2). Levels
 * that the reader gives are taken as they are.
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
  const { read, diagnostics } = await readImages(signal, pixels, middle)
  if (read.length === 0) return fail(diagnostics[0] ?? diagnose('analysis.no-sagittal', 'error'))
  const slices = await seeSlices(signal, predictor, network, read)
  const spine = given ? undefined : locateDiscs(slices)
  const discs = spine?.discs ?? placeGivenLevels(slices[0] as SeenSlice, given ?? [])
  const levels = siteLevels(slices, discs, given)
  if (Object.keys(levels).length === 0)
    return fail(diagnose('analysis.no-spine', 'error', '', { discs: discs.length }))
  const remarks: Diagnostic[] = [...diagnostics]
  if (spine?.countDoubtful) remarks.push(diagnose('analysis.count-doubtful', 'warning'))
  for (const { disc, confidence } of spine?.discs ?? [])
    if (isLevel(disc) && confidence < DOUBTFUL_CONFIDENCE)
      remarks.push(diagnose('analysis.level-doubtful', 'warning', LEVEL_NAMES[disc], { confidence }))
  const scope = judgeScope(slices, t2.length > 0 ? 'sagittal_t2' : 'sagittal_t1')
  return succeed({ levels, scope, diagnostics: remarks })
}

/** The slices of a sagittal series on both sides of the canal, as the localizer sees them. */
export async function seeLateralSlices(
  signal: AbortSignal,
  { predictor, pixels, manifest }: AnalysisPorts,
  series: readonly PlacedImage[],
  levels: LevelSites,
): Promise<{ readonly slices: readonly SeenSlice[]; readonly diagnostics: readonly Diagnostic[] }> {
  const network = manifest.networks.find(({ task }) => task === 'localize-sagittal')
  const canal = Object.values(levels).map((site) => site.canal)
  const { read, diagnostics } = await readImages(signal, pixels, lateralImages(series, canal))
  const slices = network ? await seeSlices(signal, predictor, network, read) : []
  return { slices, diagnostics }
}
