import type { PlanePoint } from './anatomical-plane.ts'
import { DISC_GAPS, DISCS } from './spine-curve.ts'
import type { Disc } from './spine-curve.ts'

/** A place where a disc may be: plane mm and the localizer's confidence. */
export type DiscCandidate = { readonly point: PlanePoint; readonly confidence: number }
export type ChainedDisc = DiscCandidate & { readonly disc: Disc }

/** Mean spacing of neighbouring lumbar discs, mm: 34.7 in adults (Sudirman et al. 2019, 457 spines), with room either way. */
const SPACING_MM = { least: 22, most: 48 }
/** Steepest way the spine may run between neighbouring discs: cosine of the angle to caudal. The sacral slope is below 65 degrees. */
const LEAST_CAUDAL = 0.4

/**
 * The chain of discs that the localizer is surest of in all: at most one candidate for each disc, every next one caudal
 * of the one before and about as far away as discs are. A disc may be left out; nothing is made up in its place.
 */
export function chainDiscs(candidates: readonly (readonly DiscCandidate[])[]): ChainedDisc[] {
  type Link = { disc: number; candidate: DiscCandidate; score: number; before: Link | undefined }
  const links: Link[] = []
  for (const [disc, places] of candidates.entries())
    for (const candidate of places) {
      let best: Link | undefined
      for (const link of links)
        if (link.disc < disc && mayFollow(link.candidate.point, candidate.point, link.disc, disc))
          if (best === undefined || link.score > best.score) best = link
      links.push({ disc, candidate, score: candidate.confidence + (best?.score ?? 0), before: best })
    }
  let last = links.reduce<Link | undefined>(
    (best, link) => (best === undefined || link.score > best.score ? link : best),
    undefined,
  )
  const chain: ChainedDisc[] = []
  for (; last !== undefined; last = last.before)
    chain.unshift({ ...last.candidate, disc: DISCS[last.disc] as Disc })
  return chain
}

function mayFollow(above: PlanePoint, below: PlanePoint, from: number, to: number): boolean {
  const distance = Math.hypot(below[0] - above[0], below[1] - above[1])
  const usual = DISC_GAPS.slice(from, to).reduce((sum, gap) => sum + gap, 0)
  const spacing = distance / usual
  return (
    spacing >= SPACING_MM.least &&
    spacing <= SPACING_MM.most &&
    (below[1] - above[1]) / distance >= LEAST_CAUDAL
  )
}
