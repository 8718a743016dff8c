import { dot, subtract } from '../domain/geometry.ts'
import type { PatientPoint } from '../domain/geometry.ts'
import type { Frame, Spine } from './build-spine.ts'
import { boneSolid } from './bone.ts'
import type { BoneSolid } from './bone.ts'
import { canalContents, toCanal } from './canal-contents.ts'
import type { CanalCurve } from './canal-curve.ts'
import type { CanalProfile } from './canal-profile.ts'
import { discDistance, paintDisc } from './disc-tissue.ts'
import { caudaEquina } from './nerve-roots.ts'
import { noiseField } from './noise-field.ts'
import type { PatientPlan } from './plan-patient.ts'
import { softTissue } from './soft-tissue.ts'
import { shapeGrid } from './shape-grid.ts'
import { TISSUE } from './tissue.ts'
import type { TissueSample } from './tissue.ts'

/** The patient as a function: what lies at a point. */
export type Anatomy = {
  /** Paints the sample with what lies at a patient point, LPS mm. */
  readonly sampleAt: (x: number, y: number, z: number, sample: TissueSample) => void
  /** y of the skin of the back over the midline, mm. */
  readonly backSkinY: (z: number) => number
}

const CORTEX_MM = 0.85
const NO_SHAPES = { bodies: 0, arches: 0, discs: 0 } as const

/** Composes the patient: bone over the dural sac over discs over what fills the gaps over soft tissue. */
export function buildAnatomy(
  plan: PatientPlan,
  spine: Spine,
  curve: CanalCurve,
  profile: CanalProfile,
): Anatomy {
  const texture = noiseField(plan.seed, 'texture')
  const cauda = caudaEquina(spine, curve, profile, plan.seed)
  const contents = canalContents(spine, curve, profile, cauda, texture)
  const background = softTissue(spine, curve, plan, texture)
  const bones = spine.vertebrae.map((vertebra, index) => {
    const above = spine.discs[index - 1]
    const below = spine.discs[index]
    const wear = Math.max(above?.plan.degeneration ?? 0, below?.plan.degeneration ?? 0)
    return boneSolid(vertebra, above?.heightMm ?? 0, below?.heightMm ?? 0, Math.max(0, wear - 0.4) / 0.6)
  })
  const grid = shapeGrid({
    bodies: spine.vertebrae.map(({ frame }, index) => inFrame(frame, bones[index]!.body)),
    arches: spine.vertebrae.map(({ frame }, index) =>
      inFrame(frame, (u, v, w) => {
        const { arch, upperFacet, lowerFacet } = bones[index]!
        return Math.min(
          arch(u, v, w),
          upperFacet(u, v, w, facetGrowth(index - 1, u)),
          lowerFacet(u, v, w, facetGrowth(index, u)),
        )
      }),
    ),
    discs: spine.discs.map((disc) => inFrame(disc.frame, (u, v, w) => discDistance(disc, u, v, w))),
  })
  const local = { u: 0, v: 0, w: 0 }
  const canal = { index: 0, u: 0, d: 0 }

  function sampleAt(x: number, y: number, z: number, sample: TissueSample): void {
    sample.tissue = TISSUE.air
    sample.other = TISSUE.air
    sample.share = 0
    sample.gain = 1
    const shapes = grid.at(x, y, z) ?? NO_SHAPES
    if (shapes.bodies !== 0 && paintBodies(shapes.bodies, x, y, z, sample)) return
    const nearCanal = toCanal(curve, x, y, z, canal)
    if (nearCanal && contents.sac(canal, sample)) return
    if (shapes.arches !== 0 && paintArches(shapes.arches, x, y, z, sample)) return
    if (shapes.discs !== 0 && paintDiscs(shapes.discs, x, y, z, sample)) return
    if (nearCanal && contents.around(canal, sample)) return
    background.paint(x, y, z, sample)
  }

  function paintBodies(mask: number, x: number, y: number, z: number, sample: TissueSample): boolean {
    for (let index = 0; mask >> index !== 0; index++) {
      if (((mask >> index) & 1) === 0) continue
      const vertebra = spine.vertebrae[index]!
      toLocal(vertebra.frame, x, y, z, local)
      const distance = roughened(bones[index]!.body(local.u, local.v, local.w), 0.35, x, y, z)
      if (distance >= 0) continue
      if (distance > -CORTEX_MM) sample.tissue = TISSUE.cortex
      else marrow(index, x, y, z, sample)
      return true
    }
    return false
  }

  /** Bone is not turned on a lathe: its surface wanders by `depthMm`. */
  function roughened(distance: number, depthMm: number, x: number, y: number, z: number): number {
    if (Math.abs(distance) > 2.5) return distance
    return distance + depthMm * texture.smooth(x * 0.2, y * 0.2, z * 0.2)
  }

  /** Speckle of trabeculae, blotches of fat, the basivertebral cleft, fat beside worn discs. */
  function marrow(index: number, x: number, y: number, z: number, sample: TissueSample): void {
    const { u, v, w } = local
    const { depthMm, heightMm } = spine.vertebrae[index]!
    const blotch = texture.broad(x * 0.16, y * 0.16, z * 0.16 + 3)
    sample.tissue = TISSUE.marrow
    sample.gain = 1 + 0.075 * texture.grain(x * 1.1, y * 1.1, z * 1.1) + 0.055 * blotch
    sample.other = TISSUE.fat
    const back = v / depthMm // 0.5 at the posterior wall
    const cleft = Math.abs(w + 0.5) - 0.6 - 5 * Math.max(0, back - 0.26) * (back > 0.26 ? 1.6 : 1)
    if (back > 0.02 && Math.abs(u) < 3 + 9 * Math.max(0, back - 0.2) && cleft < 0) {
      sample.other = back > 0.4 ? TISSUE.vein : TISSUE.fat
      sample.share = 0.45
      return
    }
    const upper = spine.discs[index - 1]?.plan.fattyEndplates ?? 0
    const lower = spine.discs[index]?.plan.fattyEndplates ?? 0
    const strength = w > 0 ? upper : lower
    const fromEndplate = heightMm / 2 - Math.abs(w)
    const extent = strength > 0 ? 6 + 3 * texture.broad(x * 0.09, y * 0.09, index * 5) : 0
    const modic = strength * Math.max(0, Math.min(1, (extent - fromEndplate) / 3)) * 0.6
    sample.share = Math.max(0, 0.05 + 0.05 * blotch) + modic
  }

  function paintArches(mask: number, x: number, y: number, z: number, sample: TissueSample): boolean {
    let arch = Infinity
    let upper = Infinity
    let lower = Infinity
    for (let index = 0; mask >> index !== 0; index++) {
      if (((mask >> index) & 1) === 0) continue
      toLocal(spine.vertebrae[index]!.frame, x, y, z, local)
      const { u, v, w } = local
      const bone: BoneSolid = bones[index]!
      arch = Math.min(arch, bone.arch(u, v, w))
      upper = Math.min(upper, bone.upperFacet(u, v, w, facetGrowth(index - 1, u)))
      lower = Math.min(lower, bone.lowerFacet(u, v, w, facetGrowth(index, u)))
    }
    const distance = roughened(Math.min(arch, upper, lower), 0.5, x, y, z)
    if (distance >= 0) return false
    // Where both joint processes claim the point runs the joint.
    const joint = Math.abs(upper - lower)
    if (upper < 0.6 && lower < 0.6 && arch > -1 && joint < 1.1)
      sample.tissue = joint < 0.45 ? TISSUE.jointFluid : TISSUE.cortex
    else if (distance > -1.15) sample.tissue = TISSUE.cortex
    else {
      sample.tissue = TISSUE.posteriorMarrow
      sample.gain =
        1 + 0.07 * texture.grain(x * 1.1, y * 1.1, z * 1.1) + 0.09 * texture.broad(x * 0.2, y * 0.2, z * 0.2)
    }
    return true
  }

  /** Arthrosis of the facets goes with what narrows the foramen and the recess of their side. */
  function facetGrowth(discIndex: number, u: number): number {
    const disc = spine.discs[discIndex]
    if (disc === undefined) return 0
    const side = u > 0 ? disc.plan.left : disc.plan.right
    return Math.max(0, 2.4 - side.foraminalFatMm) * 0.5 + Math.max(0, 5 - side.recessMm) * 0.2
  }

  function paintDiscs(mask: number, x: number, y: number, z: number, sample: TissueSample): boolean {
    for (let index = 0; mask >> index !== 0; index++) {
      if (((mask >> index) & 1) === 0) continue
      const disc = spine.discs[index]!
      toLocal(disc.frame, x, y, z, local)
      if (paintDisc(disc, local.u, local.v, local.w, texture, index, sample)) return true
    }
    return false
  }

  return { sampleAt, backSkinY: background.backSkinY }
}

/** A distance in a frame as one in the patient. */
function inFrame(frame: Frame, distance: (u: number, v: number, w: number) => number) {
  return (point: PatientPoint) => {
    const offset = subtract(point, frame.origin)
    return distance(dot(offset, frame.left), dot(offset, frame.posterior), dot(offset, frame.cranial))
  }
}

type Local = { u: number; v: number; w: number }

function toLocal(frame: Frame, x: number, y: number, z: number, out: Local): void {
  const { origin, left, posterior, cranial } = frame
  const dx = x - origin[0]
  const dy = y - origin[1]
  const dz = z - origin[2]
  out.u = dx * left[0] + dy * left[1] + dz * left[2]
  out.v = dx * posterior[0] + dy * posterior[1] + dz * posterior[2]
  out.w = dx * cranial[0] + dy * cranial[1] + dz * cranial[2]
}
