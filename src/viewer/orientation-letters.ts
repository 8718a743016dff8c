import { add, normalize, scale } from '../domain/geometry.ts'
import type { Vector3 } from '../domain/geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import { directionLetters } from '../domain/patient-direction.ts'
import { invertMatrix } from './matrix.ts'
import type { Matrix } from './matrix.ts'

/** What each edge of a viewport faces in the patient, for example `A`, `PF`, `RAH`: the strongest direction first. */
export type EdgeLetters = {
  readonly left: string
  readonly right: string
  readonly top: string
  readonly bottom: string
}

/** The letters of the four edges of a viewport on which the image lies as `matrix` says (image to canvas). */
export function edgeLetters(geometry: ImageGeometry, matrix: Matrix): EdgeLetters {
  const right = screenDirection(geometry, matrix, [1, 0])
  const down = screenDirection(geometry, matrix, [0, 1])
  return {
    left: directionLetters(scale(right, -1)),
    right: directionLetters(right),
    top: directionLetters(scale(down, -1)),
    bottom: directionLetters(down),
  }
}

/** The direction in the patient of a direction on the screen. */
function screenDirection(
  geometry: ImageGeometry,
  matrix: Matrix,
  [x, y]: readonly [number, number],
): Vector3 {
  const [a, b, c, d] = invertMatrix(matrix)
  const alongColumns = scale(geometry.columnDirection, (a * x + c * y) * geometry.columnSpacingMm)
  const alongRows = scale(geometry.rowDirection, (b * x + d * y) * geometry.rowSpacingMm)
  return normalize(add(alongColumns, alongRows))
}
