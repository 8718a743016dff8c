import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyAffine, invertAffine } from '../../../src/analysis/geometry/affine.ts'
import type { Affine2, Point2 } from '../../../src/analysis/geometry/affine.ts'
import { imageToPlane, planeToImage } from '../../../src/analysis/geometry/anatomical-plane.ts'
import {
  placeAxialMm,
  placeAxialRecess,
  placeFitSlice,
  placeSpineFrame,
} from '../../../src/analysis/view/place-view.ts'
import { add, cross, normalize, scale, subtract } from '../../../src/domain/geometry.ts'
import type { Vector3 } from '../../../src/domain/geometry.ts'
import { imageToPatient } from '../../../src/domain/image-geometry.ts'
import type { ImageGeometry } from '../../../src/domain/image-geometry.ts'

const angle = fc.double({ min: -0.35, max: 0.35, noNaN: true })
const sign = fc.constantFrom(1, -1)

/** Sagittal (axial) images up to 20 degrees oblique, flipped and swapped in every way, with pixels that are not square. */
function geometries(first: Vector3, second: Vector3): fc.Arbitrary<ImageGeometry> {
  return fc
    .record({
      tilt: angle,
      turn: angle,
      flipFirst: sign,
      flipSecond: sign,
      swap: fc.boolean(),
      columns: fc.integer({ min: 40, max: 600 }),
      rows: fc.integer({ min: 40, max: 600 }),
      columnSpacingMm: fc.double({ min: 0.3, max: 2, noNaN: true }),
      rowSpacingMm: fc.double({ min: 0.3, max: 2, noNaN: true }),
    })
    .map(({ tilt, turn, flipFirst, flipSecond, swap, ...size }) => {
      const normal = cross(first, second)
      const u = normalize(add(first, add(scale(normal, turn), scale(second, tilt))))
      const v = normalize(cross(normalize(cross(u, second)), u))
      const a = scale(u, flipFirst)
      const b = scale(v, flipSecond)
      return {
        position: [-31, 12, 7],
        columnDirection: swap ? b : a,
        rowDirection: swap ? a : b,
        ...size,
      } as const
    })
}
const sagittal = geometries([0, 1, 0], [0, 0, -1])
const axial = geometries([1, 0, 0], [0, 1, 0])

/** Unit steps of a view in the patient: along its columns and along its rows. */
function stepsInPatient(geometry: ImageGeometry, toImage: Affine2): { along: Vector3; down: Vector3 } {
  const at = (point: Point2) => imageToPatient(geometry, applyAffine(toImage, point))
  const origin = at([0, 0])
  return { along: subtract(at([1, 0]), origin), down: subtract(at([0, 1]), origin) }
}

describe('views', () => {
  it('lead from view pixels to image pixels and back within 1e-6', () => {
    fc.assert(
      fc.property(sagittal, fc.tuple(angle, angle), (geometry, [x, y]) => {
        const toImage = placeFitSlice(geometry, [192, 192, 1])
        const at: Point2 = [96 + 200 * x, 96 + 200 * y]
        const back = applyAffine(invertAffine(toImage), applyAffine(toImage, at))
        expect(Math.hypot(back[0] - at[0], back[1] - at[1])).toBeLessThan(1e-6)
      }),
    )
  })

  it('show sagittal images with posterior to the right and caudal below, however they are stored', () => {
    fc.assert(
      fc.property(sagittal, (geometry) => {
        const { along, down } = stepsInPatient(geometry, placeFitSlice(geometry, [192, 192, 1]))
        expect(along[1]).toBeGreaterThan(0)
        expect(down[2]).toBeLessThan(0)
        expect(Math.hypot(...along)).toBeCloseTo(Math.hypot(...down), 9)
      }),
    )
  })

  it("show axial images with the patient's left to the right and posterior below, however they are stored", () => {
    fc.assert(
      fc.property(axial, (geometry) => {
        const spec = { kind: 'axial-mm', heightMm: 36 } as const
        const { along, down } = stepsInPatient(geometry, placeAxialMm(geometry, [72, 96, 3], spec, [3, 4]))
        expect(along[0]).toBeGreaterThan(0)
        expect(down[1]).toBeGreaterThan(0)
        expect(Math.hypot(...down)).toBeCloseTo(0.5, 9)
      }),
    )
  })

  it('fit the longer side of a slice, centred', () => {
    const geometry: ImageGeometry = {
      position: [0, 0, 0],
      columnDirection: [0, 1, 0],
      rowDirection: [0, 0, -1],
      columnSpacingMm: 1,
      rowSpacingMm: 0.5,
      columns: 100,
      rows: 400,
    }
    const toImage = placeFitSlice(geometry, [100, 100, 1])
    // 200 mm of height fill 100 px: 2 mm a pixel; the slice is 50 px wide.
    expect(applyAffine(toImage, [49.5, 49.5])).toEqual([49.5, 199.5])
    expect(applyAffine(toImage, [0, 0])).toEqual([-49.5, 1.5])
  })

  it('put the point of a spine frame where its offsets say, upright along the spine', () => {
    fc.assert(
      fc.property(sagittal, angle, (geometry, lean) => {
        const caudal: Point2 = [Math.sin(lean), Math.cos(lean)]
        const spec = {
          kind: 'spine-frame',
          heightSpacings: 1.5,
          offsetPosterior: 0.2,
          offsetCaudal: -0.1,
        } as const
        const frame = { centre: [5, -20], caudal, spacingMm: 34 } as const
        const toImage = placeSpineFrame(geometry, [96, 128, 1], spec, frame)
        const toPlane = (at: Point2) => imageToPlane(geometry, 'sagittal', applyAffine(toImage, at))
        const mmPerPx = (1.5 * 34) / 96
        const centre = toPlane([63.5 - (0.2 * 34) / mmPerPx, 47.5 + (0.1 * 34) / mmPerPx])
        expect(centre[0]).toBeCloseTo(5, 6)
        expect(centre[1]).toBeCloseTo(-20, 6)
        const below = toPlane([63.5 - (0.2 * 34) / mmPerPx, 48.5 + (0.1 * 34) / mmPerPx])
        expect(below[0] - centre[0]).toBeCloseTo(caudal[0] * mmPerPx, 6)
        expect(below[1] - centre[1]).toBeCloseTo(caudal[1] * mmPerPx, 6)
      }),
    )
  })

  it('lie midway between both recesses, scaled by their span', () => {
    fc.assert(
      fc.property(axial, (geometry) => {
        const spec = { kind: 'axial-recess', heightSpans: 2, offsetPosteriorSpans: 0 } as const
        const frame = { right: [-6, 10], left: [10, 12], spanMm: 18 } as const
        const toImage = placeAxialRecess(geometry, [72, 96, 3], spec, frame)
        const toView = invertAffine(toImage)
        const right = applyAffine(toView, applyAffine(planeToImage(geometry, 'axial'), [-6, 10]))
        const left = applyAffine(toView, applyAffine(planeToImage(geometry, 'axial'), [10, 12]))
        expect((right[0] + left[0]) / 2).toBeCloseTo(47.5, 6)
        expect((right[1] + left[1]) / 2).toBeCloseTo(35.5, 6)
        expect(left[0] - right[0]).toBeCloseTo(16 * (72 / 36), 6)
      }),
    )
  })
})
