import { gradeForamina } from '../../src/analysis/grade/grade-foramina.ts'
import { shareViews, viewForamen } from '../../src/analysis/locate/locate-foramina.ts'
import type { ForamenRead, ForamenSite } from '../../src/analysis/locate/locate-foramina.ts'
import type { SeenSlice } from '../../src/analysis/locate/see-slices.ts'
import type { SpineFrame } from '../../src/analysis/geometry/spine-curve.ts'
import type { Side } from '../../src/domain/condition.ts'
import type { Level } from '../../src/domain/level.ts'
import { addRow, judgedRow, networkFor } from './judge.ts'
import type { Bench, TaskRows } from './judge.ts'

/** A foramen that was graded on one slice of a series. */
export type GradedTruth = {
  readonly level: Level
  readonly side: Side
  /** Index into GRADES. */
  readonly grade: number
  /** In plane mm of the slice, which all slices of the series share. */
  readonly frame: SpineFrame
  readonly slice: SeenSlice
}

/** How far from its labelled place a foramen is looked for on the other slices, in spacings. */
const REACH = 0.42

/**
 * Judges foraminal grades as the app gives them when it knows the level: all labelled slices of a side are candidates, and the
 * app's own rule weighs them. A foramen that is seen on none is answered with the prior.
 */
export async function judgeChosenSlice(
  bench: Bench,
  patient: string,
  truths: readonly GradedTruth[],
  rows: TaskRows,
): Promise<void> {
  const network = networkFor(bench, 'grade-foramen')
  if (network === undefined) return
  const sites = truths.map((truth) => siteOf(truth, candidatesOf(truth, truths)))
  const placed = sites.flatMap((site) => site ?? [])
  const graded = await gradeForamina(bench.signal, bench.predictor, network, placed)
  for (const [index, { level, side, grade, slice }] of truths.entries()) {
    const answer = graded.find((site) => site.level === level && site.side === side)
    const prior = bench.manifest.priors.foraminal[level]
    addRow(rows.graded, 'foraminal_t1_chosen', judgedRow(grade, patient, answer?.assessment, prior))
    const reads: readonly ForamenRead[] = sites[index]?.reads ?? []
    const shareOfLabelled = reads.find((read) => read.slice === slice)?.share ?? 0
    addRow(rows.chosen, 'foraminal_t1_slice', { patient, right: reads[0]?.slice === slice, shareOfLabelled })
  }
}

/** The labelled slices of a foramen's side. */
function candidatesOf({ side }: GradedTruth, truths: readonly GradedTruth[]): readonly SeenSlice[] {
  return [...new Set(truths.filter((other) => other.side === side).map(({ slice }) => slice))]
}

function siteOf(
  { level, side, frame }: GradedTruth,
  candidates: readonly SeenSlice[],
): ForamenSite | undefined {
  const views = candidates.flatMap((slice) => viewForamen(slice, frame.centre, REACH * frame.spacingMm) ?? [])
  const [first, ...others] = shareViews(views).map(({ slice, at, share }): ForamenRead => ({
    slice,
    share,
    frame: { ...frame, centre: at },
  }))
  return first && { level, side, point: [0, 0, 0], reads: [first, ...others] }
}
