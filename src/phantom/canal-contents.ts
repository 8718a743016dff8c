import type { Spine } from './build-spine.ts'
import { CANAL_STEP_MM } from './canal-curve.ts'
import type { CanalCurve } from './canal-curve.ts'
import { discEdgeMm, EDGE_MM, LIGAMENT_MM } from './canal-profile.ts'
import type { CanalProfile } from './canal-profile.ts'
import { GANGLION, ROOTLET_MM, rootPaths, toRoot } from './nerve-roots.ts'
import type { Cauda } from './nerve-roots.ts'
import type { NoiseField } from './noise-field.ts'
import { TISSUE } from './tissue.ts'
import type { TissueSample } from './tissue.ts'

/** Canal coordinates of a point (see CanalCurve), written in place. */
export type CanalPosition = { index: number; u: number; d: number }

/** Each paints the sample and says so, or leaves it alone. */
export type CanalContents = {
  /** Sac with CSF, cord and roots. Nothing else may cover it. */
  readonly sac: (position: CanalPosition, sample: TissueSample) => boolean
  /** Flavum, epidural fat and veins, recesses and foramina: what is left between the bones. */
  readonly around: (position: CanalPosition, sample: TissueSample) => boolean
}

const DURA_MM = 0.45
const FLAVUM_MM = 3.2
const FORAMEN = { inner: 11.5, outer: 27, front: -9, back: 12, below: -9, above: 17 } as const

/**
 * The canal position of a patient point, exact to a tenth of a millimetre; or false, and nothing written,
 * where no part of canal or foramina reaches.
 */
export function toCanal(curve: CanalCurve, x: number, y: number, z: number, out: CanalPosition): boolean {
  const last = curve.count - 1
  let index = Math.round((curve.topZ - z) / CANAL_STEP_MM)
  index = index < 0 ? 0 : index > last ? last : index
  out.u = x - curve.x[index]!
  const near = (y - curve.y[index]!) * curve.tangentZ[index]!
  if (near < -14 || near > 30 || out.u > FORAMEN.outer + 2 || out.u < -FORAMEN.outer - 2) return false
  index = Math.round((curve.topZ - z - near * curve.tangentY[index]!) / CANAL_STEP_MM)
  index = index < 0 ? 0 : index > last ? last : index
  out.index = index
  out.u = x - curve.x[index]!
  out.d =
    (y - curve.y[index]!) * curve.tangentZ[index]! -
    (z - curve.topZ + index * CANAL_STEP_MM) * curve.tangentY[index]!
  return true
}

export function canalContents(
  spine: Spine,
  curve: CanalCurve,
  profile: CanalProfile,
  cauda: Cauda,
  noise: NoiseField,
): CanalContents {
  const paths = spine.discs.map((_, disc) => rootPaths(spine, curve, disc))

  /** Inner face of lamina and flavum. */
  function innerFace(index: number, u: number): number {
    const apex = profile.apexMm[index]!
    const edge = u > 0 ? profile.leftEdgeMm[index]! : profile.rightEdgeMm[index]!
    return apex + ((edge - apex) * Math.abs(u)) / EDGE_MM
  }

  function sacFront(index: number, u: number): number {
    const gap = profile.ventralGapMm[index]!
    const weight = profile.discWeight[index]!
    if (weight < 0.02) return gap
    const stands = discEdgeMm(spine.discs[profile.nearestDisc[index]!]!, u) + LIGAMENT_MM - gap
    return stands > 0 ? gap + weight * stands : gap
  }

  function sac({ index, u, d }: CanalPosition, sample: TissueSample): boolean {
    const halfWidth = profile.sacHalfWidthMm[index]!
    const aboveEnd = profile.aboveSacEndMm[index]!
    if (Math.abs(u) > halfWidth || d < 0 || aboveEnd < 0.5) return false
    const closing = aboveEnd < 14 ? Math.sqrt(aboveEnd / 14) : 1
    const half = (profile.sacApMm[index]! / 2) * closing
    const front = sacFront(index, u)
    const middle = sacFront(index, 0) + half + (1 - closing) * 2
    const x = u / (halfWidth * closing)
    const y = (d - middle) / half
    const rho = Math.sqrt(x * x * x * x + y * y * y * y + 1.2 * x * x * y * y)
    const wall = Math.max(
      (Math.sqrt(rho) - 1) * Math.min(halfWidth, half),
      front - d,
      d - innerFace(index, u) + 0.7,
    )
    if (wall > 0) return false
    if (wall > -DURA_MM) sample.tissue = TISSUE.dura
    else if (!cord(index, u, y * half, sample) && !rootlet(index, x, y, halfWidth, half, sample)) {
      sample.tissue = TISSUE.csf
      sample.gain = 1 + 0.03 * noise.broad(u * 0.25, d * 0.25, index * 0.03)
    }
    return true
  }

  function cord(index: number, u: number, v: number, sample: TissueSample): boolean {
    const above = profile.aboveConusMm[index]!
    if (above < 0) return false
    const grown = Math.min(1, above / 34) ** 0.65
    const across = u / (4.7 * grown)
    const along = (v - 1.2) / (3.9 * grown)
    if (across * across + along * along > 1) return false
    sample.tissue = TISSUE.cord
    sample.gain = 1 + 0.05 * noise.broad(u * 0.5, v * 0.5, index * 0.1)
    return true
  }

  function rootlet(
    index: number,
    x: number,
    y: number,
    halfWidth: number,
    half: number,
    sample: TissueSample,
  ): boolean {
    const { perSample, positions } = cauda
    const reach = ROOTLET_MM * ROOTLET_MM
    for (let at = index * perSample * 2, end = at + perSample * 2; at < end; at += 2) {
      const du = (x - positions[at]!) * halfWidth
      const dv = (y - positions[at + 1]!) * half
      if (du * du + dv * dv < reach) {
        sample.tissue = TISSUE.root
        return true
      }
    }
    return false
  }

  function around(position: CanalPosition, sample: TissueSample): boolean {
    const { index, u, d } = position
    const x = Math.abs(u)
    if (x > FORAMEN.outer || d < FORAMEN.front || d > 24) return false
    const disc = profile.nearestDisc[index]!
    const above = profile.aboveDiscMm[index]!
    if (x > 8 && leavingRoot(disc, u, above, d, sample)) return true
    if (x > FORAMEN.inner && foramen(disc, u, above, d, sample)) return true
    if (x > EDGE_MM + 2.5) return false
    const inner = innerFace(index, u)
    if (d < inner) return epidural(position, above, sample)
    if (d < inner + FLAVUM_MM && above > -17 && above < 8) {
      sample.tissue = TISSUE.ligament
      return true
    }
    return false
  }

  function epidural({ index, u, d }: CanalPosition, above: number, sample: TissueSample): boolean {
    if (d < -4) return false
    const ventral = d < profile.ventralGapMm[index]! + 1.5
    // The posterior longitudinal ligament lies on the discs and bow-strings behind the bodies.
    if (d < 0.5 && d > -0.5 && Math.abs(u) < 4) sample.tissue = TISSUE.ligament
    else {
      sample.tissue = TISSUE.fat
      sample.other = ventral ? TISSUE.vein : TISSUE.ligament
      const texture = noise.smooth(u * 0.6, d * 0.6, above * 0.35)
      sample.share = ventral ? clamp01(0.62 + 0.3 * texture) : clamp01(0.1 + 0.12 * texture)
    }
    return true
  }

  /** A root on its way out; at this height it may belong to the foramen of this disc or of the next. */
  function leavingRoot(disc: number, u: number, above: number, d: number, sample: TissueSample): boolean {
    if (d > 9) return false
    const x = Math.abs(u)
    const side = u > 0 ? 1 : 0
    const flat = d < 0 ? d : d * 0.9
    if (toRoot(paths[disc]![side], x, above, flat) < 0) return paintRoot(sample)
    const next = disc + 1
    if (next >= paths.length || x > 13) return false
    const lower = curve.arcMm[curve.discIndex[next]!]! - curve.arcMm[curve.discIndex[disc]!]!
    return toRoot(paths[next]![side], x, above + lower, flat) < 0 ? paintRoot(sample) : false
  }

  function paintRoot(sample: TissueSample): boolean {
    sample.tissue = TISSUE.root
    return true
  }

  function foramen(disc: number, u: number, above: number, d: number, sample: TissueSample): boolean {
    if (above < FORAMEN.below || above > FORAMEN.above || d > FORAMEN.back) return false
    const { left, right } = spine.discs[disc]!.plan
    const margin = (u > 0 ? left : right).foraminalFatMm
    const along = (above - GANGLION.aboveMm + 1 + margin * 0.7) / (3.2 + margin * 2.6)
    const across = (d - GANGLION.d) / (2.7 + margin * 1.15)
    const outward = Math.max(0, Math.abs(u) - 18) / 8
    const edge = along * along + across * across + outward * outward
    const ragged = 1 + 0.22 * noise.smooth(u * 0.3, d * 0.3 + disc * 5, above * 0.3)
    if (edge > (margin > 2 ? 1.9 : 1) * ragged) {
      sample.tissue = TISSUE.ligament
      return Math.abs(u) < 20
    }
    const vessel = noise.smooth(u * 0.45, d * 0.55 + disc * 9, above * 0.4)
    sample.tissue = vessel > 1.5 ? TISSUE.vein : TISSUE.fat
    return true
  }

  return { sac, around }
}

function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value
}
