import type { PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient, patientToImage } from '../../domain/image-geometry.ts'
import type { BoxCorners } from '../../viewer/level-marks.ts'
import type { Shown } from './shown.ts'

/** Where a name stands on the pane, and the way out from the spine: -1 to the left, 1 to the right. */
export type TagPlace = { readonly x: number; readonly y: number; readonly direction: -1 | 1 }

/** From a tag's baseline to the next one's. */
const ROW_PX = 17
const ROOM_PX = { above: 36, below: 30, beside: 62 } as const
/** A box that lies this far beyond the pane has no tag on it. */
const OFF_PANE_PX = 12

/** The middle of a box's anterior edge on the pane. */
export function anteriorEdge({ transform, image }: Shown, corners: BoxCorners): TagPlace {
  const canvas = corners.map((corner) => transform.imageToCanvas(corner))
  const posteriorness = corners.map((corner) => imageToPatient(image.geometry, corner)[1])
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [middleY, middleX] = [mean(posteriorness), mean(canvas.map(([x]) => x))]
  const front = canvas.filter((_, index) => posteriorness[index]! <= middleY)
  const direction = mean(front.map(([x]) => x)) <= middleX ? -1 : 1
  const outermost = direction < 0 ? Math.min(...front.map(([x]) => x)) : Math.max(...front.map(([x]) => x))
  return { x: outermost, y: mean(front.map(([, y]) => y)), direction }
}

/**
 * The tags moved apart where they would cover each other, and onto the pane where they would leave it, in the order from top to
 * bottom in which they came. A tag whose box is off the pane is left out (undefined).
 */
export function dodgeTags(
  tags: readonly TagPlace[],
  { size }: Pick<Shown, 'size'>,
): readonly (TagPlace | undefined)[] {
  const top = ROOM_PX.above
  const bottom = Math.max(top, size.height - ROOM_PX.below)
  const shown = tags
    .map((tag, index) => ({ tag, index, y: Math.min(Math.max(tag.y, top), bottom) }))
    .filter(({ tag }) => tag.y > -OFF_PANE_PX && tag.y < size.height + OFF_PANE_PX)
    .sort((a, b) => a.tag.y - b.tag.y)
  for (const [place, each] of shown.entries()) {
    const above = shown[place - 1]
    if (above) each.y = Math.max(each.y, above.y + ROW_PX)
  }
  let limit = bottom
  for (const each of shown.toReversed()) {
    each.y = Math.min(each.y, limit)
    limit = each.y - ROW_PX
  }
  const placed = new Map(shown.map(({ tag, index, y }) => [index, { ...tag, x: beside(tag, size.width), y }]))
  return tags.map((_, index) => placed.get(index))
}

/** Which way is out of the spine, to the front, on the pane. */
export function anteriorDirection({ transform, image }: Shown, centre: PatientPoint): -1 | 1 {
  const [x, y, z] = centre
  const [here, ahead] = [centre, [x, y - 10, z] as const].map((point) =>
    transform.imageToCanvas(patientToImage(image.geometry, point)),
  )
  return ahead![0] <= here![0] ? -1 : 1
}

function beside({ x, direction }: TagPlace, width: number): number {
  return direction < 0 ? Math.max(x, ROOM_PX.beside) : Math.min(x, width - ROOM_PX.beside)
}
