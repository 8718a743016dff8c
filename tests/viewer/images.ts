import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import type { ImagePixels, StudyImage } from '../../src/domain/study.ts'

/** An axial image of 100 x 80 square millimetre pixels, unless said otherwise. */
export function geometryOf(change: Partial<ImageGeometry> = {}): ImageGeometry {
  return {
    position: [0, 0, 0],
    columnDirection: [1, 0, 0],
    rowDirection: [0, 1, 0],
    columnSpacingMm: 1,
    rowSpacingMm: 1,
    columns: 100,
    rows: 80,
    ...change,
  }
}

export function imageOf(geometry: ImageGeometry, change: Partial<StudyImage> = {}): StudyImage {
  return {
    id: '1.2.3#1',
    sopInstanceUid: '1.2.3',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    frameNumber: 1,
    instanceNumber: 1,
    geometry,
    windows: [],
    inverted: false,
    path: '1.dcm',
    ...change,
  }
}

/** One row of pixels, values as stored, unless said otherwise. */
export function pixelsOf(data: ImagePixels['data'], change: Partial<ImagePixels> = {}): ImagePixels {
  return { columns: data.length, rows: 1, data, slope: 1, intercept: 0, padding: undefined, ...change }
}
