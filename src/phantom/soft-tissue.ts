import type { Spine } from './build-spine.ts'
import { pointIn } from './build-spine.ts'
import { CANAL_STEP_MM } from './canal-curve.ts'
import type { CanalCurve } from './canal-curve.ts'
import type { NoiseField } from './noise-field.ts'
import type { PatientPlan } from './plan-patient.ts'
import { randomStream } from './random.ts'
import { TISSUE } from './tissue.ts'
import type { TissueSample } from './tissue.ts'

/** Everything around the spine. */
export type SoftTissue = {
  /** Paints what lies at a patient point outside bone, disc and canal. */
  readonly paint: (x: number, y: number, z: number, sample: TissueSample) => void
  /** y of the skin of the back over the midline, mm. */
  readonly backSkinY: (z: number) => number
}

const SKIN_MM = 1.8
const INTERSPINOUS_HALF_MM = 2.8

export function softTissue(
  spine: Spine,
  curve: CanalCurve,
  plan: PatientPlan,
  texture: NoiseField,
): SoftTissue {
  const random = randomStream(plan.seed, 'soft tissue')
  const tips = spine.vertebrae.map((vertebra) =>
    pointIn(vertebra.frame, 0, vertebra.depthMm / 2 + 25 + vertebra.spinousMm, -vertebra.heightMm * 0.5),
  )
  const fasciaY = alongZ(curve, tips, 5)
  const subcutaneousMm = Float32Array.from(fasciaY, (_, index) => {
    const below = (index * CANAL_STEP_MM - curve.topZ + 20) / 90 // 0 at L3, 1 at S1
    return plan.subcutaneousMm * (0.78 + 0.35 / (1 + Math.exp(-3 * (below - 0.4))))
  })
  const fibre = random.between(0, 60)
  const vessels = {
    aortaX: random.between(4, 10),
    aortaRadius: random.between(7.5, 10),
    cavaX: random.between(-20, -14),
    forkZ: spine.vertebrae[6]!.frame.origin[2],
  }
  const renalZ = spine.vertebrae[4]!.frame.origin[2] + 6
  const frontDepth = spine.vertebrae[5]!.depthMm

  function rowOf(z: number): number {
    const row = Math.round((curve.topZ - z) / CANAL_STEP_MM)
    return row < 0 ? 0 : row >= curve.count ? curve.count - 1 : row
  }

  function paint(x: number, y: number, z: number, sample: TissueSample): void {
    const row = rowOf(z)
    const u = x - curve.x[row]!
    const across = Math.abs(u)
    const flank = 0.0031 * u * u
    const furrow = across < 60 ? 6.5 * (1 - 1 / (1 + (u * u) / 420)) : 5.8
    const skin = fasciaY[row]! + subcutaneousMm[row]! + furrow - flank
    const depth = skin - y
    if (depth < 0) sample.tissue = TISSUE.air
    else if (depth < SKIN_MM) sample.tissue = TISSUE.skin
    else {
      const fascia = fasciaY[row]! + furrow * 1.35 - flank * 1.12
      if (y > fascia) subcutaneous(x, y, z, sample)
      else if (y > fascia - 1.1) sample.tissue = TISSUE.septum
      else deep(row, u, across, x, y, z, sample)
    }
  }

  function subcutaneous(x: number, y: number, z: number, sample: TissueSample): void {
    const ridge = Math.abs(texture.smooth(x * 0.05 + 7, y * 0.16, z * 0.045))
    sample.tissue = ridge < 0.055 ? TISSUE.septum : TISSUE.fat
    sample.gain = 1 + 0.035 * texture.broad(x * 0.2, y * 0.2, z * 0.2)
  }

  function deep(
    row: number,
    u: number,
    across: number,
    x: number,
    y: number,
    z: number,
    sample: TissueSample,
  ): void {
    const back = y - curve.y[row]!
    const span = fasciaY[row]! - curve.y[row]! - 6
    const lateral = (across - 34) / 49
    const deepness = (back - 6 - span * 0.46) / (span * 0.64)
    const belly = lateral * lateral + deepness * deepness
    const ragged = Math.abs(belly - 1) < 0.4 ? 0.12 * texture.smooth(x * 0.06, y * 0.06, z * 0.02) : 0
    if (belly < 1 + ragged || (back > 12 && across < 34)) behind(across, back, x, y, z, sample)
    else beside(u, across, back, x, y, z, sample)
  }

  /** Interspinous ligament, multifidus, erector spinae; below the iliac crests also the sacrum's cover. */
  function behind(across: number, back: number, x: number, y: number, z: number, sample: TissueSample): void {
    if (across < INTERSPINOUS_HALF_MM) {
      sample.tissue = TISSUE.interspinous
      sample.gain = 1 + 0.22 * texture.smooth(x * 0.3, y * 0.12 + z * 0.12, z * 0.45 - y * 0.2)
      return
    }
    // A cleft of fat parts multifidus from longissimus, another longissimus from iliocostalis.
    const bend = 5 * texture.smooth(x * 0.03, y * 0.045, z * 0.012 + 11)
    const cleft = Math.min(
      Math.abs(across - 21 - 0.22 * (back - 20) + bend),
      Math.abs(across - 47 + 0.3 * (back - 20) + bend),
    )
    const near = Math.max(0, 1 - (across - 3) / 16) * 0.5 + Math.max(0, 1 - (back - 14) / 10) * 0.5
    muscle(x, y, z, plan.muscleFat * (0.45 + near), sample, cleft < 0.35 + plan.muscleFat)
  }

  function beside(
    u: number,
    across: number,
    back: number,
    x: number,
    y: number,
    z: number,
    sample: TissueSample,
  ): void {
    const down = Math.max(0, Math.min(1, (renalZ + 22 - z) / 105))
    const psoasX = 30 + 8 * down
    const psoasA = 8 + 11 * down
    const psoasB = 11 + 12 * down
    const psoasY = -15 - 7 * down
    const wobble = 0.1 * texture.smooth(x * 0.05, y * 0.05, z * 0.03)
    const px = (across - psoasX) / psoasA
    const py = (back - psoasY) / psoasB
    if (down > 0 && px * px + py * py < 1 + wobble) {
      muscle(x, y, z, plan.muscleFat * 0.12, sample, false)
      return
    }
    const qx = (across - 62) / 17
    const qy = (back + 1) / 9
    if (qx * qx + qy * qy < 1 + wobble) {
      muscle(x, y, z, plan.muscleFat * 0.2, sample, false)
      return
    }
    if (!vessel(u, back, z, sample) && !viscera(u, across, back, x, y, z, sample)) fat(x, y, z, sample)
  }

  function vessel(u: number, back: number, z: number, sample: TissueSample): boolean {
    const fork = Math.max(0, (vessels.forkZ - z) / 60)
    const front = -frontDepth - 9
    const radius = vessels.aortaRadius * (1 - 0.36 * Math.min(1, fork * 3))
    const aortaX = vessels.aortaX + (u > vessels.aortaX ? 28 : -34) * fork
    if (back - front > 14 || front - back > 14) return false
    const aorta = length2(u - aortaX, back - front + 2) - radius
    const cavaX = vessels.cavaX + (u > vessels.cavaX ? 34 : -26) * Math.max(0, fork - 0.25)
    const cava = length2((u - cavaX) / 1.25, back - front) - vessels.aortaRadius * 0.85
    const wall = Math.min(aorta, cava)
    if (wall > 0) return false
    sample.tissue = wall > -1.1 ? TISSUE.ligament : TISSUE.flow
    return true
  }

  /** Kidneys, bowel with gas, mesenteric fat: a convincing jumble, far from what is read. */
  function viscera(
    u: number,
    across: number,
    back: number,
    x: number,
    y: number,
    z: number,
    sample: TissueSample,
  ): boolean {
    const kx = (across - 66 - (z - renalZ) * -0.12) / 24
    const ky = (back + 24) / 21
    const kz = (z - renalZ - 18 - (u > 0 ? 8 : 0)) / 52
    const kidney = kx * kx + ky * ky + kz * kz + 0.1 * texture.smooth(x * 0.06, y * 0.06, z * 0.05)
    if (kidney < 1) {
      sample.tissue =
        kidney < 0.24 + 0.2 * texture.smooth(x * 0.1, y * 0.1, z * 0.1) ? TISSUE.fat : TISSUE.kidney
      sample.gain = 1 + 0.08 * texture.broad(x * 0.25, y * 0.25, z * 0.2)
      return true
    }
    const below = Math.max(0, vessels.forkZ - 45 - z)
    const reach = -frontDepth - 22 - back + Math.min(20, below * 0.5)
    if (reach < -24 || reach < 16 * texture.smooth(x * 0.03, z * 0.03, 5)) return false
    const loop = texture.smooth(x * 0.028 + 3, y * 0.034, z * 0.036 + fibre)
    if (loop < 0.1 && loop > -0.15) return false
    const gas = texture.smooth(x * 0.02, y * 0.045 + 31, z * 0.026)
    sample.tissue = loop > 0.1 && gas > 0.55 ? TISSUE.air : loop > 0.1 ? TISSUE.bowel : TISSUE.septum
    sample.other = TISSUE.fat
    sample.share = sample.tissue === TISSUE.air ? 0 : 0.3
    sample.gain = 0.8 + 0.2 * texture.broad(x * 0.12, y * 0.12, z * 0.12)
    return true
  }

  function muscle(
    x: number,
    y: number,
    z: number,
    fatShare: number,
    sample: TissueSample,
    cleft: boolean,
  ): void {
    // Fibres run along z, so streaks of fat are drawn out that way.
    const ridge = Math.abs(texture.smooth(x * 0.24 + fibre, y * 0.24, z * 0.03))
    const patch = texture.smooth(x * 0.07, y * 0.07 + fibre, z * 0.02)
    const streak = patch > -0.3 && ridge < (0.05 + fatShare * 0.22) * Math.min(1, patch + 0.3)
    sample.tissue = TISSUE.muscle
    sample.gain = 1 + 0.12 * texture.grain(x * 0.9, y * 0.9, z * 0.15) * 0.6 + 0.05 * patch
    sample.other = TISSUE.fat
    sample.share = Math.max(0, Math.min(0.5, fatShare * 0.22 * (1 + patch)))
    if (streak) sample.share = 0.35 + 0.5 * fatShare
    else if (cleft && patch > -0.6) sample.share = 0.25 + 0.3 * fatShare
  }

  function fat(x: number, y: number, z: number, sample: TissueSample): void {
    const ridge = Math.abs(texture.smooth(x * 0.09, y * 0.09 + 17, z * 0.08))
    sample.tissue = TISSUE.fat
    sample.other = TISSUE.septum
    sample.share = ridge < 0.06 ? 0.6 : 0.03
    sample.gain = 0.97 + 0.06 * texture.broad(x * 0.15, y * 0.15, z * 0.15)
  }

  return { paint, backSkinY: (z) => fasciaY[rowOf(z)]! + subcutaneousMm[rowOf(z)]! }
}

/** Math.hypot guards against overflow at twenty times the cost. */
function length2(x: number, y: number): number {
  return Math.sqrt(x * x + y * y)
}

/** y along the points, at each sample of the canal curve, smoothed by hanging a soft band over them. */
function alongZ(curve: CanalCurve, points: readonly (readonly number[])[], extra: number): Float32Array {
  const ys = Float32Array.from({ length: curve.count }, (_, index) => {
    const z = curve.topZ - index * CANAL_STEP_MM
    let sum = 0
    let weights = 0
    for (const point of points) {
      const weight = Math.exp(-(((point[2]! - z) / 34) ** 2))
      sum += weight * point[1]!
      weights += weight
    }
    return sum / weights + extra
  })
  return ys
}
