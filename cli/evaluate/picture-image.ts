import type { ReadImage } from '../../src/analysis/view/read-slices.ts'
import type { ViewSource } from '../../src/analysis/view/render-view.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import type { Plane, Stack, StudyImage } from '../../src/domain/study.ts'

/** A picture as the app sees an image: a stack of one. */
export function pictureImage(
  plane: Plane,
  file: string,
  geometry: ImageGeometry,
  source: ViewSource,
): ReadImage {
  const image: StudyImage = {
    id: file,
    sopInstanceUid: file,
    sopClassUid: '',
    frameNumber: 1,
    instanceNumber: undefined,
    geometry,
    windows: [],
    inverted: source.inverted,
    path: file,
  }
  const stack: Stack = {
    id: file,
    seriesInstanceUid: file,
    seriesNumber: undefined,
    description: '',
    plane,
    images: [image],
    diagnostics: [],
  }
  return { stack, image, order: 0, source }
}
