import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { LEVELS, LEVEL_NAMES } from '../../domain/level.ts'
import { composeAffine } from '../geometry/affine.ts'
import { planeToImage } from '../geometry/anatomical-plane.ts'
import { resampleImage } from '../view/resample-image.ts'
import type { SeenSlice } from '../locate/see-slices.ts'
import type { LevelSite, LevelSites } from '../locate/site-levels.ts'
import { medianOf } from '../geometry/spine-curve.ts'

/** Metal gives no signal at all: this share of what is usual around it, and less. */
const VOID_SHARE = 0.05
/**
 * The largest region without signal that is still taken for bone, ligament or gas, mm². In 2,439 discs on T1 and 2,360 on T2
 * (Mendeley, not of the test split) the largest was 17 and 22 mm², and 99.9 % of 2,223 foraminal windows (RSNA T1, not of the
 * test split) stayed below 34 mm². How many implants it finds is not known: none of the data shows any.
 */
const LARGEST_USUAL_MM2 = 60
const STEP_MM = 0.7
/** Windows about a level, mm from the disc's centre: disc and vertebrae in the middle, pedicle and foramen beside it. */
const MIDDLE_WINDOW = { behindMm: 0, reachMm: 14, tallMm: 20 }
const LATERAL_WINDOW = { behindMm: 22, reachMm: 20, tallMm: 20 }
/** Steps of stored grey below which "no signal" cannot be told from dark. */
const LEAST_GREY_STEPS = 2

type Window = typeof MIDDLE_WINDOW

/**
 * Levels with a hole in the signal as metal leaves one: on the slices that each is read on, and on the T1 slices (if any) beside the
 * canal, where pedicle screws lie. `analysis.signal-void`, subject the level.
 */
export function findSignalVoids(levels: LevelSites, lateral: readonly SeenSlice[]): readonly Diagnostic[] {
  return LEVELS.flatMap((level) => {
    const site = levels[level]
    if (site === undefined) return []
    const areas = [
      ...site.reads.map(({ slice }) => voidAround(site, slice, MIDDLE_WINDOW)),
      ...lateral.map((slice) => voidAround(site, slice, LATERAL_WINDOW)),
    ]
    const largest = Math.max(...areas)
    if (largest <= LARGEST_USUAL_MM2) return []
    const fields = { level: LEVEL_NAMES[level], areaMm2: Math.round(largest) }
    return [diagnose('analysis.signal-void', 'warning', level, fields)]
  })
}

/** Area of the largest region of `values` without signal, mm², 4-connected; 0 where the grey levels are too coarse to tell. */
export function largestVoidMm2(values: Float32Array, columns: number, stepMm: number): number {
  const threshold = VOID_SHARE * medianOf([...values])
  if (threshold < LEAST_GREY_STEPS) return 0
  const isVoid = Uint8Array.from(values, (value) => (value < threshold ? 1 : 0))
  let largest = 0
  for (let seed = 0; seed < isVoid.length; seed++)
    largest = Math.max(largest, clearRegion(isVoid, columns, seed))
  return largest * stepMm * stepMm
}

function voidAround({ frame }: LevelSite, { source, image }: SeenSlice, window: Window): number {
  const columns = Math.round((2 * window.reachMm) / STEP_MM) + 1
  const rows = Math.round((2 * window.tallMm) / STEP_MM) + 1
  const [caudalX, caudalY] = frame.caudal
  const [posteriorX, posteriorY] = [caudalY, -caudalX]
  const left = window.behindMm - window.reachMm
  const toPlane = [
    posteriorX * STEP_MM,
    caudalX * STEP_MM,
    frame.centre[0] + posteriorX * left - caudalX * window.tallMm,
    posteriorY * STEP_MM,
    caudalY * STEP_MM,
    frame.centre[1] + posteriorY * left - caudalY * window.tallMm,
  ] as const
  const toImage = composeAffine(planeToImage(image.geometry, 'sagittal'), toPlane)
  const { values, inside } = resampleImage(source, toImage, columns, rows)
  return inside.every((shown) => shown === 1) ? largestVoidMm2(values, columns, STEP_MM) : 0
}

/** Counts the cells of the region through `seed` and takes them off the map. */
function clearRegion(isVoid: Uint8Array, columns: number, seed: number): number {
  const open = [seed]
  let count = 0
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    if (isVoid[cell] !== 1) continue
    isVoid[cell] = 0
    count++
    const column = cell % columns
    if (column > 0) open.push(cell - 1)
    if (column < columns - 1) open.push(cell + 1)
    open.push(cell - columns, cell + columns)
  }
  return count
}
