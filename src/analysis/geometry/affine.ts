/**
 * A map of the plane: (x, y) -> (xx x + xy y + x0, yx x + yy y + y0), as [xx, xy, x0, yx, yy, y0].
 * Views use it from view pixels to image pixels, both as [column, row] with (0, 0) the centre of the first pixel.
 */
export type Affine2 = readonly [xx: number, xy: number, x0: number, yx: number, yy: number, y0: number]
export type Point2 = readonly [x: number, y: number]

export function applyAffine([xx, xy, x0, yx, yy, y0]: Affine2, [x, y]: Point2): Point2 {
  return [xx * x + xy * y + x0, yx * x + yy * y + y0]
}

/** The map that applies `inner` first, then `outer`. */
export function composeAffine(outer: Affine2, inner: Affine2): Affine2 {
  const [a, b, c, d, e, f] = outer
  const [p, q, r, s, t, u] = inner
  return [a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f]
}

/** The map back. One that flattens the plane has none and is a bug in the caller. */
export function invertAffine([a, b, c, d, e, f]: Affine2): Affine2 {
  const determinant = a * e - b * d
  if (determinant === 0) throw new RangeError('a map that flattens the plane cannot be inverted')
  const xx = e / determinant
  const xy = -b / determinant
  const yx = -d / determinant
  const yy = a / determinant
  return [xx, xy, -(xx * c + xy * f), yx, yy, -(yx * c + yy * f)]
}
