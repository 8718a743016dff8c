import type { ImagePoint } from '../../domain/geometry.ts'
import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import type { WhichStudy } from './pane-sources.ts'
import type { CanvasSize, ViewTransform } from '../../viewer/view.ts'

/** The image that a pane shows and where its points lie on the pane, for everything drawn over it. */
export type Shown = {
  readonly slot: number
  readonly study: WhichStudy
  readonly image: StudyImage
  readonly pixels: ImagePixels
  readonly transform: ViewTransform
  readonly size: CanvasSize
}

/** An SVG point list through image points, on the pane. Half pixels keep one-pixel lines sharp. */
export function pathThrough({ transform }: Shown, points: readonly ImagePoint[]): string {
  return points
    .map((point) => transform.imageToCanvas(point))
    .map(([x, y]) => `${sharp(x)},${sharp(y)}`)
    .join(' ')
}

function sharp(value: number): number {
  return Math.round(value - 0.5) + 0.5
}
