import { toSegment3 } from './bone.ts'
import type { Spine } from './build-spine.ts'
import type { CanalCurve } from './canal-curve.ts'
import { discEdgeMm, EDGE_MM } from './canal-profile.ts'
import type { CanalProfile } from './canal-profile.ts'
import { randomStream } from './random.ts'

/** The rootlets in the sac, in the sac's own coordinates: x -1 (right wall) to 1 (left wall), y -1 (front) to 1 (back). */
export type Cauda = {
  readonly perSample: number
  /** x, y of each rootlet at each sample of the canal curve; NaN where it has left the sac or not left the cord. */
  readonly positions: Float32Array
}

export const ROOTLET_MM = 0.78
const FIRST_EXIT = 4 // L2 leaves through the foramen at L2/L3
const EXITS = 10
const ROOTLETS = 2
/** Above its foramen a root leaves the sac by about a vertebra and a disc. */
const LEAVES_MM = 30
/** A sac of less AP diameter pushes its roots together; four millimetres less, they fill it. */
const CROWDED_BELOW_MM = 9.5

/** The cauda equina of a patient lying supine: roots sink dorsally, those that leave next lie to the front and the side. */
export function caudaEquina(spine: Spine, curve: CanalCurve, profile: CanalProfile, seed: number): Cauda {
  const random = randomStream(seed, 'cauda')
  const lastDisc = curve.discIndex.length - 1
  const rootlets = Array.from({ length: EXITS }, (_, exit) => exit)
    .flatMap((exit) => [-1, 1].flatMap((side) => Array.from({ length: ROOTLETS }, () => ({ exit, side }))))
    .map(({ exit, side }) => {
      const disc = FIRST_EXIT + exit
      const beyond = Math.max(0, disc - lastDisc) * 14
      const exitArc = curve.arcMm[curve.discIndex[Math.min(disc, lastDisc)]!]! + beyond
      return {
        side,
        leavesArc: exitArc - LEAVES_MM,
        startX: side * (0.12 + 0.055 * (EXITS - exit) * random.between(0.6, 1.3)),
        startY: random.between(0.1, 0.75) - 0.25 * Math.abs(exit - EXITS / 2) * 0.2,
        wander: random.between(0, 6.28),
        spread: random.between(0.75, 1.2),
        // Where it is pushed when the sac is squeezed: anywhere, evenly over the cross-section.
        ...evenly(random.next(), random.next()),
      }
    })
  const positions = new Float32Array(curve.count * rootlets.length * 2)
  for (let index = 0; index < curve.count; index++) {
    const arc = curve.arcMm[index]!
    const aboveConus = profile.aboveConusMm[index]!
    const { canalApMm } = spine.discs[profile.nearestDisc[index]!]!.plan
    const squeeze = Math.max(0, Math.min(1, (CROWDED_BELOW_MM - canalApMm) / 4))
    const crowding = squeeze * profile.discWeight[index]!
    rootlets.forEach((root, number) => {
      const at = (index * rootlets.length + number) * 2
      const birthArc = arc + aboveConus - 30
      const progress = (arc - birthArc) / Math.max(20, root.leavesArc - birthArc)
      if (progress < 0 || progress > 1) {
        positions[at] = NaN
        return
      }
      const late = progress * progress * progress
      const sway = 0.05 * Math.sin(arc / 17 + root.wander)
      const freeX = root.startX * root.spread * (1 - late) + root.side * 0.9 * late + sway
      const freeY = (root.startY + 0.15) * (1 - late) - 0.05 * late + sway * 0.7
      positions[at] = freeX + (root.crowdedX - freeX) * crowding
      positions[at + 1] = freeY + (root.crowdedY - freeY) * crowding
    })
  }
  return { perSample: rootlets.length, positions }
}

function evenly(first: number, second: number): { readonly crowdedX: number; readonly crowdedY: number } {
  const radius = Math.sqrt(first) * 0.92
  const angle = second * 2 * Math.PI
  return { crowdedX: radius * Math.cos(angle), crowdedY: radius * Math.sin(angle) }
}

/** A root from where it leaves the sac to beyond the foramen of its disc. Points are |u|, mm to cranial of the disc, d. */
export type RootPath = {
  readonly points: readonly (readonly [x: number, above: number, d: number])[]
  /** In the recess of the disc above, and at the ganglion in the foramen. */
  readonly recessRadiusMm: number
  readonly ganglionRadiusMm: number
}

/** Where the ganglion lies in the foramen of a disc. */
export const GANGLION = { x: 17.5, aboveMm: 7, d: 1.4 } as const

/** Paths of the roots that leave at `disc`: [right, left]. */
export function rootPaths(spine: Spine, curve: CanalCurve, disc: number): readonly [RootPath, RootPath] {
  const pitch =
    disc === 0 ? 34 : curve.arcMm[curve.discIndex[disc]!]! - curve.arcMm[curve.discIndex[disc - 1]!]!
  const upper = spine.discs[Math.max(0, disc - 1)]!
  const pathOf = (sign: 1 | -1): RootPath => {
    const recess = sign > 0 ? upper.plan.left.recessMm : upper.plan.right.recessMm
    const fat = sign > 0 ? spine.discs[disc]!.plan.left : spine.discs[disc]!.plan.right
    const edge = discEdgeMm(upper, sign * EDGE_MM)
    return {
      recessRadiusMm: Math.min(1.9, recess * 0.46),
      ganglionRadiusMm: fat.foraminalFatMm < 0.5 ? 2 : 2.6,
      points: [
        [9.6, pitch + 6, edge + recess / 2 + 1],
        [10.6, pitch - 7, edge * 0.5 + recess * 0.3 + 2],
        [11.6, 15, 3.4],
        [GANGLION.x, GANGLION.aboveMm, GANGLION.d],
        [25, -1, -1.5],
        [38, -18, -7],
      ],
    }
  }
  return [pathOf(-1), pathOf(1)]
}

/** Signed distance to a root, mm, negative inside. */
export function toRoot(path: RootPath, x: number, above: number, d: number): number {
  const { points } = path
  let nearest = Infinity
  for (let index = 1; index < points.length; index++) {
    const a = points[index - 1]!
    const b = points[index]!
    const radius =
      index === 1
        ? path.recessRadiusMm
        : index === 2
          ? 1.9
          : index === 3 || index === 4
            ? path.ganglionRadiusMm
            : 2
    nearest = Math.min(nearest, toSegment3(x, above, d, a[0], a[1], a[2], b[0], b[1], b[2]) - radius)
  }
  return nearest
}
