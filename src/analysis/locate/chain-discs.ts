import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { DISC_GAPS, DISCS } from '../geometry/spine-curve.ts'
import type { Disc } from '../geometry/spine-curve.ts'

/** A place where a level may be: plane mm and the localizer's confidence. */
export type Candidate = { readonly point: PlanePoint; readonly confidence: number }
export type ChainedDisc = Candidate & { readonly disc: Disc }

/**
 * Mean spacing of neighbouring lumbar discs, mm: 34.7 in adults (Sudirman et al. 2019, 457 spines), with room either way
 * for small people, collapsed discs and pixel sizes that are not quite what the file says.
 */
const SPACING_MM = { least: 18, most: 48 }
/** Steepest way the spine may run between neighbouring discs: cosine of the angle to caudal. The sacral slope is below 65 degrees. */
const LEAST_CAUDAL = 0.4

/** The chain of discs that the localizer is surest of in all; `candidates` are in the order of DISCS. */
export function chainDiscs(candidates: readonly (readonly Candidate[])[]): ChainedDisc[] {
  return chainAlongSpine(candidates, DISC_GAPS).map(({ index, point, confidence }) => ({
    disc: DISCS[index] as Disc,
    point,
    confidence,
  }))
}

/**
 * The chain with the highest sum of confidences: at most one candidate for each level, every next one caudal of the one
 * before and about as far away as levels are. A level may be left out; nothing is made up in its place.
 */
export function chainAlongSpine(
  candidates: readonly (readonly Candidate[])[],
  gaps: readonly number[],
): readonly (Candidate & { readonly index: number })[] {
  type Link = { index: number; candidate: Candidate; score: number; before: Link | undefined }
  const links: Link[] = []
  for (const [index, places] of candidates.entries())
    for (const candidate of places) {
      let best: Link | undefined
      for (const link of links) {
        const usual = gaps.slice(link.index, index).reduce((sum, gap) => sum + gap, 0)
        if (link.index >= index || !mayFollow(link.candidate.point, candidate.point, usual)) continue
        if (best === undefined || link.score > best.score) best = link
      }
      links.push({ index, candidate, score: candidate.confidence + (best?.score ?? 0), before: best })
    }
  let last = links.reduce<Link | undefined>(
    (best, link) => (best === undefined || link.score > best.score ? link : best),
    undefined,
  )
  const chain: (Candidate & { index: number })[] = []
  for (; last !== undefined; last = last.before) chain.unshift({ ...last.candidate, index: last.index })
  return chain
}

/** `usual`: the usual distance between both levels, in spacings. */
function mayFollow(above: PlanePoint, below: PlanePoint, usual: number): boolean {
  const distance = Math.hypot(below[0] - above[0], below[1] - above[1])
  const spacing = distance / usual
  return (
    spacing >= SPACING_MM.least &&
    spacing <= SPACING_MM.most &&
    (below[1] - above[1]) / distance >= LEAST_CAUDAL
  )
}
