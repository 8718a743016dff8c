/** A point on a viewport in CSS pixels: x to the right, y down, (0, 0) its top left corner. */
export type CanvasPoint = readonly [x: number, y: number]

/** (x, y) -> (a x + c y + e, b x + d y + f), in the order of SVG's `matrix()` and of `setTransform`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export function applyMatrix(
  [a, b, c, d, e, f]: Matrix,
  [x, y]: readonly [number, number],
): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** The matrix that undoes `matrix`. One that flattens the plane cannot be undone and is a bug in the caller. */
export function invertMatrix([a, b, c, d, e, f]: Matrix): Matrix {
  const determinant = a * d - b * c
  if (determinant === 0) throw new RangeError('the matrix has no inverse')
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ]
}
