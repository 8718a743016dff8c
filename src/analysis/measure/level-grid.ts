import type { ImagePixels } from '../../domain/study.ts'
import { composeAffine } from '../geometry/affine.ts'
import { planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { resampleImage } from '../view/resample-image.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'
import type { SeenSlice } from '../locate/see-slices.ts'
import type { LevelSite } from '../locate/site-levels.ts'
import type { ProbabilityMaps } from '../run-network.ts'

/** Grid step, mm, and how far the grid reaches from the disc's centre, in mm. */
const STEP_MM = 0.5
const REACH_MM = { anterior: 34, posterior: 48, up: 30, down: 30 }

/**
 * One level in the disc's frame, half a millimetre a cell: rows run caudally along the spine, columns to posterior.
 * `signal` is the image after rescale; the masks are probabilities.
 */
export type LevelGrid = {
  readonly columns: number
  readonly rows: number
  readonly stepMm: number
  /** Column and row of the disc's centre. */
  readonly centreColumn: number
  readonly centreRow: number
  readonly signal: Float32Array
  readonly vertebra: Float32Array
  readonly disc: Float32Array
  readonly canal: Float32Array
}

type Layers = Pick<LevelGrid, 'signal' | 'vertebra' | 'disc' | 'canal'>

const COLUMNS = (REACH_MM.anterior + REACH_MM.posterior) / STEP_MM + 1
const ROWS = (REACH_MM.up + REACH_MM.down) / STEP_MM + 1
const CENTRE_COLUMN = REACH_MM.anterior / STEP_MM
const CENTRE_ROW = REACH_MM.up / STEP_MM

/**
 * Samples a level for measuring: signal and masks of the slices that it is read on, averaged by their shares. Undefined where the
 * localizer gives no masks.
 */
export function sampleLevel({ reads, frame }: LevelSite): LevelGrid | undefined {
  const sampled = reads.flatMap(({ slice, share }) => {
    const layers = sampleSlice(slice, frame)
    return layers ? [{ layers, share }] : []
  })
  if (sampled.length === 0) return undefined
  const whole = sampled.reduce((sum, { share }) => sum + share, 0)
  const mean = (layer: keyof Layers) => {
    const values = new Float32Array(COLUMNS * ROWS)
    for (const { layers, share } of sampled)
      for (let cell = 0; cell < values.length; cell++) values[cell]! += (share / whole) * layers[layer][cell]!
    return values
  }
  return {
    columns: COLUMNS,
    rows: ROWS,
    stepMm: STEP_MM,
    centreColumn: CENTRE_COLUMN,
    centreRow: CENTRE_ROW,
    signal: mean('signal'),
    vertebra: mean('vertebra'),
    disc: mean('disc'),
    canal: mean('canal'),
  }
}

function sampleSlice(
  { masks, planeToView, view, source, image }: SeenSlice,
  { centre, caudal }: SpineFrame,
): Layers | undefined {
  if (masks === undefined) return undefined
  const [posteriorX, posteriorY]: PlanePoint = [caudal[1], -caudal[0]]
  const [caudalX, caudalY] = caudal
  const toPlane = [
    posteriorX * STEP_MM,
    caudalX * STEP_MM,
    centre[0] - (posteriorX * CENTRE_COLUMN + caudalX * CENTRE_ROW) * STEP_MM,
    posteriorY * STEP_MM,
    caudalY * STEP_MM,
    centre[1] - (posteriorY * CENTRE_COLUMN + caudalY * CENTRE_ROW) * STEP_MM,
  ] as const
  const across = masks.columns / view.columns
  const down = masks.rows / view.rows
  const viewToMask = [across, 0, across / 2 - 0.5, 0, down, down / 2 - 0.5] as const
  const toMask = composeAffine(viewToMask, composeAffine(planeToView, toPlane))
  const read = (label: string) => {
    const channel = masks.labels.indexOf(label)
    return resampleImage(maskImage(masks, channel), toMask, COLUMNS, ROWS).values
  }
  const toImage = composeAffine(planeToImage(image.geometry, 'sagittal'), toPlane)
  return {
    signal: resampleImage(source, toImage, COLUMNS, ROWS).values,
    vertebra: read('vertebra'),
    disc: read('disc'),
    canal: read('canal'),
  }
}

/** One class of the masks as an image; a class that the network does not know is empty. */
function maskImage({ rows, columns, labels, data }: ProbabilityMaps, channel: number): ImagePixels {
  const values = new Float32Array(rows * columns)
  if (channel >= 0)
    for (let pixel = 0; pixel < values.length; pixel++)
      values[pixel] = data[pixel * labels.length + channel] as number
  return { rows, columns, data: values, slope: 1, intercept: 0, padding: undefined }
}
