import type { ReadImage } from '../../src/analysis/view/read-slices.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import type { ImagePixels, Plane, Stack, StudyImage } from '../../src/domain/study.ts'

/** A picture as the app sees an image: a stack of one. */
export function pictureImage(
  plane: Plane,
  file: string,
  geometry: ImageGeometry,
  source: ImagePixels,
): ReadImage {
  const image: StudyImage = {
    id: file,
    sopInstanceUid: file,
    sopClassUid: '',
    frameNumber: 1,
    instanceNumber: undefined,
    geometry,
    windows: [],
    inverted: false,
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
  return { stack, image, order: 0, source, corner: [0, 0] }
}
