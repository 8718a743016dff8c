/**
 * Spaces. Patient points are DICOM patient coordinates in millimetres, LPS: +x to the patient's left,
 * +y to posterior, +z to the head. Image points are [column, row] in pixels of one image, with (0, 0) the CENTRE
 * of the first transmitted pixel, as in DICOM PS3.3 C.7.6.2.1.1.
 */
declare const space: unique symbol
export type Vector3 = readonly [x: number, y: number, z: number]
export type PatientPoint = Vector3 & { readonly [space]?: 'patient-lps-mm' }
export type ImagePoint = readonly [column: number, row: number] & { readonly [space]?: 'image-px' }

/** An axis-aligned box in image pixels: left column, top row, width, height. */
export type BoxPx = readonly [x: number, y: number, width: number, height: number]

export function add(a: Vector3, b: Vector3): Vector3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

export function scale(a: Vector3, factor: number): Vector3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor]
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

export function length(a: Vector3): number {
  return Math.sqrt(dot(a, a))
}

export function distance(a: Vector3, b: Vector3): number {
  return length(subtract(a, b))
}

/** The unit vector along `a`. A zero vector has no direction and is a bug in the caller. */
export function normalize(a: Vector3): Vector3 {
  const norm = length(a)
  if (norm === 0) throw new RangeError('a zero vector has no direction')
  return scale(a, 1 / norm)
}

/** The point at fraction `t` of the way from `a` to `b`. */
export function interpolate(a: Vector3, b: Vector3, t: number): Vector3 {
  return add(a, scale(subtract(b, a), t))
}
