import { add, cross, dot, scale, subtract } from './geometry.ts'
import type { ImagePoint, PatientPoint, Vector3 } from './geometry.ts'

/** Where one image lies in the patient: the Image Plane Module (DICOM PS3.3 C.7.6.2). */
export type ImageGeometry = {
  /** ImagePositionPatient: the centre of the first pixel, LPS mm. */
  readonly position: PatientPoint
  /** Unit vector along increasing column index: the first three values of ImageOrientationPatient. */
  readonly columnDirection: Vector3
  /** Unit vector along increasing row index: the last three values of ImageOrientationPatient. */
  readonly rowDirection: Vector3
  /** Distance between neighbouring columns, mm: the SECOND value of PixelSpacing. */
  readonly columnSpacingMm: number
  /** Distance between neighbouring rows, mm: the FIRST value of PixelSpacing. */
  readonly rowSpacingMm: number
  readonly columns: number
  readonly rows: number
}

/** Unit normal of the image plane: column direction x row direction. Its sign differs between studies. */
export function normalOf(geometry: ImageGeometry): Vector3 {
  return cross(geometry.columnDirection, geometry.rowDirection)
}

/** The patient point at an image point, which may lie between pixels or outside the image. */
export function imageToPatient(geometry: ImageGeometry, [column, row]: ImagePoint): PatientPoint {
  const alongColumns = scale(geometry.columnDirection, column * geometry.columnSpacingMm)
  const alongRows = scale(geometry.rowDirection, row * geometry.rowSpacingMm)
  return add(geometry.position, add(alongColumns, alongRows))
}

/** The foot of the perpendicular from a patient point onto the image plane. It may lie outside the image. */
export function patientToImage(geometry: ImageGeometry, point: PatientPoint): ImagePoint {
  const offset = subtract(point, geometry.position)
  return [
    dot(offset, geometry.columnDirection) / geometry.columnSpacingMm,
    dot(offset, geometry.rowDirection) / geometry.rowSpacingMm,
  ]
}

/** Signed distance of a patient point from the image plane, mm, positive along `normalOf`. */
export function distanceToPlane(geometry: ImageGeometry, point: PatientPoint): number {
  return dot(subtract(point, geometry.position), normalOf(geometry))
}

/** Whether an image point lies on the image, its outermost half pixels included. */
export function isOnImage(geometry: ImageGeometry, [column, row]: ImagePoint): boolean {
  return column >= -0.5 && row >= -0.5 && column <= geometry.columns - 0.5 && row <= geometry.rows - 0.5
}
