import type { Vertebra } from './build-spine.ts'

/**
 * Signed distances, in mm and negative inside, to the parts of one vertebra. Points are in its frame:
 * u to the left, v to posterior, w to cranial of the centre of the body. They are good to about half a millimetre
 * near the surface, where they are used, and grow less exact away from it.
 */
export type BoneSolid = {
  readonly body: (u: number, v: number, w: number) => number
  /** Pedicles, laminae, spinous and transverse processes, without the joint processes. */
  readonly arch: (u: number, v: number, w: number) => number
  /** Superior articular process, facing the vertebra above; `grown` mm of hypertrophy. */
  readonly upperFacet: (u: number, v: number, w: number, grown: number) => number
  /** Inferior articular process, facing the vertebra below. */
  readonly lowerFacet: (u: number, v: number, w: number, grown: number) => number
}

const ROUNDING_MM = 1.8
const ARCH_DEPTH_MM = 13
const LAMINA_HALF_MM = 2.9

/** `discAboveMm` and `discBelowMm` let the joint processes reach across the discs; `lipping` 0 to 1 grows osteophytes. */
export function boneSolid(
  vertebra: Vertebra,
  discAboveMm: number,
  discBelowMm: number,
  lipping: number,
): BoneSolid {
  const { heightMm: height, halfWedge, taper, sacral, pedicleMm, pedicleHalfMm, spinousMm } = vertebra
  const halfWidth = vertebra.widthMm / 2
  const halfDepth = vertebra.depthMm / 2
  const pedicleW = height * 0.19
  const laminaW = -height * 0.33
  const crestV = ARCH_DEPTH_MM + 6.5

  function body(u: number, v: number, w: number): number {
    const t = Math.max(-1.2, Math.min(1.2, (2 * w) / height))
    const t2 = t * t
    const waist = sacral ? 1 : 0.905 + 0.095 * t2 + 0.035 * lipping * t2 * t2 * t2
    const size = waist * (1 + (taper * t) / 2)
    const x = u / (halfWidth * size)
    const dent = v > 0 ? 0.07 * Math.max(0, 1 - (u * u) / 144) : 0
    const y = v / (halfDepth * size) + dent
    const q = x * x + y * y
    const rho = Math.sqrt(Math.sqrt(q * q - 0.85 * x * x * y * y))
    const side = q < 1e-6 ? -halfDepth : Math.sqrt(u * u + v * v) * (1 - 1 / rho)
    const sink = Math.max(0, 1 - q)
    const half = height / 2 - v * halfWedge
    const top = w - half + vertebra.upperConcavityMm * sink
    const bottom = -w - half + vertebra.lowerConcavityMm * sink
    return roundedMeet(side, Math.max(top, bottom))
  }

  function arch(u: number, v: number, w: number): number {
    const x = Math.abs(u)
    const back = v - halfDepth
    const px = (x - pedicleMm) / pedicleHalfMm
    const pw = (w - pedicleW) / (height * 0.27)
    const pedicle = Math.max((Math.sqrt(px * px + pw * pw) - 1) * pedicleHalfMm, Math.abs(back - 5.5) - 9)
    const laminaHeight =
      Math.abs(w - laminaW - (back - ARCH_DEPTH_MM) * -0.25) - (sacral ? height : height * 0.3)
    const lamina = roundedMeet(
      toSegment(x, back, pedicleMm - 1, ARCH_DEPTH_MM + 1.5, 0, crestV) - LAMINA_HALF_MM,
      laminaHeight,
    )
    const spine = spinous(x, back, w)
    if (sacral) return Math.min(pedicle, lamina, spine, ala(x, v, w))
    const transverse =
      toSegment3(x, back, w, pedicleMm + 2, 5, pedicleW, pedicleMm + 25, 9, pedicleW + 3) - 4.2
    const pars =
      toSegment3(x, back, w, pedicleMm, ARCH_DEPTH_MM, pedicleW + 2, pedicleMm - 1, 15, laminaW) - 4
    return Math.min(pedicle, lamina, spine, transverse, pars)
  }

  /** A plate in the midline that hangs a little and is thicker at its tip. */
  function spinous(x: number, back: number, w: number): number {
    const along = back - crestV - spinousMm / 2
    const middle = laminaW - height * 0.12 - along * 0.22
    const half = height * 0.31 + along * 0.07
    const outline = roundedMeet(Math.abs(along) - spinousMm / 2 - 2, Math.abs(w - middle) - half, 7)
    return roundedMeet(x - 2.9 - Math.max(0, along) * 0.09, outline, 2)
  }

  /** The wing of the sacrum. */
  function ala(x: number, v: number, w: number): number {
    return toSegment3(x, v, w, halfWidth - 8, 3, 0, halfWidth + 22, 15, -5) - height * 0.46
  }

  function upperFacet(u: number, v: number, w: number, grown: number): number {
    if (sacral && vertebra.name !== 'S1') return Infinity
    const x = Math.abs(u)
    const tip = height / 2 + discAboveMm / 2 + 5
    const axis = pedicleMm + 1.5
    return (
      toSegment3(x, v - halfDepth, w, axis, ARCH_DEPTH_MM, pedicleW + 3, axis + 1, ARCH_DEPTH_MM - 0.5, tip) -
      4.3 -
      grown
    )
  }

  function lowerFacet(u: number, v: number, w: number, grown: number): number {
    if (sacral) return Infinity
    const x = Math.abs(u)
    const tip = -height / 2 - discBelowMm / 2 - 6
    return (
      toSegment3(x, v - halfDepth, w, pedicleMm - 2, 15.5, laminaW, pedicleMm - 0.5, 18.5, tip) -
      4.8 -
      grown * 0.6
    )
  }

  return { body, arch, upperFacet, lowerFacet }
}

/** The intersection of two solids whose common edge is rounded. */
function roundedMeet(a: number, b: number, radius = ROUNDING_MM): number {
  const x = a + radius
  const y = b + radius
  if (x <= 0 || y <= 0) return Math.max(x, y) - radius
  return Math.sqrt(x * x + y * y) - radius
}

function toSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  return toSegment3(x, y, 0, ax, ay, 0, bx, by, 0)
}

/** Distance from a point to a segment. */
export function toSegment3(
  x: number,
  y: number,
  z: number,
  ax: number,
  ay: number,
  az: number,
  bx: number,
  by: number,
  bz: number,
): number {
  const dx = bx - ax
  const dy = by - ay
  const dz = bz - az
  const t = ((x - ax) * dx + (y - ay) * dy + (z - az) * dz) / (dx * dx + dy * dy + dz * dz)
  const clamped = t < 0 ? 0 : t > 1 ? 1 : t
  const ex = x - ax - clamped * dx
  const ey = y - ay - clamped * dy
  const ez = z - az - clamped * dz
  return Math.sqrt(ex * ex + ey * ey + ez * ez)
}
