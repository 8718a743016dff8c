import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { LocatedLevel, SeriesScope } from '../../domain/finding.ts'
import { isLevel, LEVEL_NAMES } from '../../domain/level.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { judgeScope } from './judge-scope.ts'
import { lateralSlices } from './lateral-slices.ts'
import type { AnalysisPorts } from '../ports.ts'
import type { PlacedImage } from '../view/read-slices.ts'
import { readStack } from '../view/read-stack.ts'
import { seeMidline } from './see-midline.ts'
import { seeSlices } from './see-slices.ts'
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
 * Finds the lumbar levels on the slices through the canal of the sagittal T2 series (of the T1 series where there is no T2).
 * Levels that the reader gives are taken as they are.
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
  if (series.length === 0) return fail(diagnose('analysis.no-sagittal', 'error'))
  const { slices: stack, diagnostics } = await readStack(signal, pixels, series)
  if (stack.length === 0) return fail(diagnostics[0] ?? diagnose('analysis.no-sagittal', 'error'))
  const marked = stack.filter(({ image }) => given?.some(({ imageId }) => imageId === image.id))
  const place = given && ((slice: SeenSlice) => placeGivenLevels(slice, given))
  const { slices, spine: found, midline } = await seeMidline(signal, predictor, network, stack, marked, place)
  const spine = given ? undefined : found
  const discs = spine?.discs ?? placeGivenLevels(slices[0] as SeenSlice, given ?? [])
  const levels = siteLevels(slices, discs, midline, given)
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
  const canal = Object.fromEntries(Object.entries(levels).map(([level, site]) => [level, site.canal]))
  const { slices: stack, diagnostics } = await readStack(signal, pixels, series)
  const slices = network ? await seeSlices(signal, predictor, network, lateralSlices(stack, canal)) : []
  return { slices, diagnostics }
}
