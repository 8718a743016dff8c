import type { ImageGeometry } from '../../src/domain/image-geometry.ts'

/**
 * The geometry of a picture that is already upright (sagittal: anterior left, cranial top; axial: the patient's left on
 * the right, anterior top) and whose place in the patient is unknown. Spacings may be in any unit common to both axes:
 * all views but `axial-mm` are scaled by anatomy.
 */
export function pictureGeometry(
  orientation: 'sagittal' | 'axial',
  columns: number,
  rows: number,
  columnSpacingMm: number,
  rowSpacingMm: number,
): ImageGeometry {
  const directions =
    orientation === 'sagittal'
      ? ({ columnDirection: [0, 1, 0], rowDirection: [0, 0, -1] } as const)
      : ({ columnDirection: [1, 0, 0], rowDirection: [0, 1, 0] } as const)
  return { position: [0, 0, 0], ...directions, columnSpacingMm, rowSpacingMm, columns, rows }
}
