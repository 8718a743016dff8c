import type { ImagePixels } from '../../domain/study.ts'
import { composeAffine } from '../geometry/affine.ts'
import { planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { resampleImage } from '../view/resample-image.ts'
import type { LevelSite } from '../locate/site-levels.ts'

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

/** Samples a level for measuring; undefined where the localizer gives no masks. */
export function sampleLevel({ slice, frame }: LevelSite): LevelGrid | undefined {
  const { masks, planeToView, view, source, image } = slice
  if (masks === undefined) return undefined
  const columns = (REACH_MM.anterior + REACH_MM.posterior) / STEP_MM + 1
  const rows = (REACH_MM.up + REACH_MM.down) / STEP_MM + 1
  const centreColumn = REACH_MM.anterior / STEP_MM
  const centreRow = REACH_MM.up / STEP_MM
  const [posteriorX, posteriorY]: PlanePoint = [frame.caudal[1], -frame.caudal[0]]
  const [caudalX, caudalY] = frame.caudal
  const toPlane = [
    posteriorX * STEP_MM,
    caudalX * STEP_MM,
    frame.centre[0] - (posteriorX * centreColumn + caudalX * centreRow) * STEP_MM,
    posteriorY * STEP_MM,
    caudalY * STEP_MM,
    frame.centre[1] - (posteriorY * centreColumn + caudalY * centreRow) * STEP_MM,
  ] as const
  const across = masks.columns / view.columns
  const down = masks.rows / view.rows
  const viewToMask = [across, 0, across / 2 - 0.5, 0, down, down / 2 - 0.5] as const
  const toMask = composeAffine(viewToMask, composeAffine(planeToView, toPlane))
  const read = (label: string) => {
    const channel = masks.labels.indexOf(label)
    return resampleImage(maskImage(masks, channel), toMask, columns, rows).values
  }
  const toImage = composeAffine(planeToImage(image.geometry, 'sagittal'), toPlane)
  return {
    columns,
    rows,
    stepMm: STEP_MM,
    centreColumn,
    centreRow,
    signal: resampleImage(source.pixels, toImage, columns, rows).values,
    vertebra: read('vertebra'),
    disc: read('disc'),
    canal: read('canal'),
  }
}

/** One class of the masks as an image; a class that the network does not know is empty. */
function maskImage(
  { rows, columns, labels, data }: NonNullable<LevelSite['slice']['masks']>,
  channel: number,
): ImagePixels {
  const values = new Float32Array(rows * columns)
  if (channel >= 0)
    for (let pixel = 0; pixel < values.length; pixel++)
      values[pixel] = data[pixel * labels.length + channel] as number
  return { rows, columns, data: values, slope: 1, intercept: 0, padding: undefined }
}
