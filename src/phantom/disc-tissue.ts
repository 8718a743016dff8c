import type { Disc } from './build-spine.ts'
import { discEdgeMm } from './canal-profile.ts'
import type { NoiseField } from './noise-field.ts'
import { TISSUE } from './tissue.ts'
import type { TissueSample } from './tissue.ts'

/** How far a point of the disc's frame lies from it at most, mm: good enough to tell which discs are near. */
export function discDistance(disc: Disc, u: number, v: number, w: number): number {
  return Math.max(
    Math.abs(u) - disc.widthMm / 2 - 3,
    Math.abs(v - 2) - disc.depthMm / 2 - 5,
    Math.abs(w) - disc.rimHeightMm / 2 - 4,
  )
}

/**
 * Paints a disc at a point of its frame (u to the left, v to posterior, w to cranial of its centre), or leaves the sample
 * alone. The endplates are the vertebrae's own, which are painted first; here the disc ends in w only where it stands out
 * beyond the rims. Wear darkens the nucleus, draws its border in and widens the cleft.
 */
export function paintDisc(
  disc: Disc,
  u: number,
  v: number,
  w: number,
  texture: NoiseField,
  index: number,
  sample: TissueSample,
): boolean {
  const halfWidth = disc.widthMm / 2
  const halfDepth = disc.depthMm / 2
  const { degeneration } = disc.plan
  const standsOut = v > 0 ? discEdgeMm(disc, u) * Math.min(1, Math.max(0, v / halfDepth - 0.25) / 0.5) : 0
  const x = u / (halfWidth + degeneration * 1.2)
  const y = (v - standsOut) / (halfDepth + (v < 0 ? degeneration * 1.5 : 0))
  const q = x * x + y * y
  const rho = Math.sqrt(Math.sqrt(q * q - 0.85 * x * x * y * y))
  const height = disc.rimHeightMm / 2 + 3 + Math.max(0, standsOut) * 0.25 - Math.max(0, rho - 0.93) * 30
  if (rho > 1 || Math.abs(w) > height) return false

  const centre = (v - 0.03 * disc.depthMm) / (halfDepth * (0.84 - 0.08 * degeneration))
  const side = u / (halfWidth * (0.87 - 0.08 * degeneration))
  const lift = w / (disc.heightMm * (0.52 - 0.08 * degeneration))
  const wobble = 0.14 * texture.smooth(u * 0.12 + index * 7, v * 0.12, w * 0.2)
  const inner = Math.sqrt(side * side + centre * centre + 0.55 * lift * lift) + wobble
  const nucleus = Math.max(0, Math.min(1, (1.06 - inner) / 0.34))
  const cleft = Math.max(0, 1 - Math.abs(w + 0.6 * texture.broad(u * 0.1, v * 0.1, index)) / 1.1) * 0.45
  const fresh = Math.max(0, 1 - degeneration * 1.15) * nucleus * (1 - cleft * nucleus)
  // Two steps of mixing: worn nucleus against annulus first, folded into the gain; then what is still fresh.
  if (fresh > 0.03) {
    sample.tissue = nucleus > 0.5 ? TISSUE.wornNucleus : TISSUE.annulus
    sample.other = TISSUE.freshNucleus
    sample.share = fresh
  } else {
    sample.tissue = TISSUE.annulus
    sample.other = TISSUE.wornNucleus
    sample.share = nucleus
  }
  sample.gain = 1 + 0.06 * texture.broad(u * 0.35, v * 0.35, w * 0.5 + index * 3)
  // A fissure holding fluid behind the nucleus of some worn discs.
  if (
    degeneration > 0.45 &&
    index % 3 === 1 &&
    v > halfDepth * 0.72 &&
    Math.abs(u - 2) < 5 &&
    Math.abs(w) < 0.9
  ) {
    sample.other = TISSUE.jointFluid
    sample.share = 0.5
  }
  return true
}
