import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import {
  centreView,
  fitView,
  flipView,
  panView,
  rotateView,
  UNTURNED,
  viewTransform,
  zoomView,
} from '../../src/viewer/view.ts'
import type { View } from '../../src/viewer/view.ts'
import { geometryOf } from './images.ts'

const SIZE = { width: 640, height: 480 }
const anisotropic = geometryOf({ columns: 230, rows: 320, columnSpacingMm: 0.9, rowSpacingMm: 0.45 })

const views: fc.Arbitrary<View> = fc.record({
  scale: fc.double({ min: 0.2, max: 20, noNaN: true }),
  pan: fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })),
  rotation: fc.constantFrom(0, 90, 180, 270, 33),
  flipped: fc.boolean(),
})
const points = fc.tuple(fc.integer({ min: -10, max: 330 }), fc.integer({ min: -10, max: 330 }))

function expectPoint(actual: readonly [number, number], expected: readonly [number, number]): void {
  expect(actual[0]).toBeCloseTo(expected[0], 6)
  expect(actual[1]).toBeCloseTo(expected[1], 6)
}

describe('a view transform', () => {
  it('goes to the canvas and back', () => {
    fc.assert(
      fc.property(views, points, (view, point) => {
        const transform = viewTransform(view, anisotropic, SIZE)
        expectPoint(transform.canvasToImage(transform.imageToCanvas(point)), point)
      }),
    )
  })

  it('puts the CENTRE of the first pixel at (0, 0): its corner is half a pixel before', () => {
    const geometry = geometryOf({ columns: 4, rows: 4 })
    const view = fitView(UNTURNED, geometry, { width: 400, height: 400 })
    const { imageToCanvas } = viewTransform(view, geometry, { width: 400, height: 400 })
    expectPoint(imageToCanvas([-0.5, -0.5]), [0, 0])
    expectPoint(imageToCanvas([0, 0]), [50, 50])
    expectPoint(imageToCanvas([3, 3]), [350, 350])
  })

  it('shows a square of the patient as a square, whatever the pixels', () => {
    fc.assert(
      fc.property(views, (view) => {
        const { imageToCanvas, pixelsPerMm } = viewTransform(view, anisotropic, SIZE)
        const [origin, right, down] = [[0, 0] as const, [10 / 0.9, 0] as const, [0, 10 / 0.45] as const].map(
          (point: ImagePoint) => imageToCanvas(point),
        )
        const span = (p: readonly [number, number], q: readonly [number, number]): number =>
          Math.hypot(p[0] - q[0], p[1] - q[1])
        expect(span(origin!, right!)).toBeCloseTo(10 * pixelsPerMm, 6)
        expect(span(origin!, down!)).toBeCloseTo(10 * pixelsPerMm, 6)
        expect(span(right!, down!)).toBeCloseTo(10 * Math.SQRT2 * pixelsPerMm, 6)
      }),
    )
  })
})

describe('fitView', () => {
  it.each([0, 90, 180, 270])('shows the whole image and touches two edges at %i degrees', (rotation) => {
    const view = fitView({ ...UNTURNED, rotation, pan: [33, 44] }, anisotropic, SIZE)
    const { imageToCanvas } = viewTransform(view, anisotropic, SIZE)
    const corners = [imageToCanvas([-0.5, -0.5]), imageToCanvas([229.5, 319.5])]
    const [left, right] = corners.map(([x]) => x).sort((a, b) => a - b)
    const [top, bottom] = corners.map(([, y]) => y).sort((a, b) => a - b)
    expect(left).toBeCloseTo(SIZE.width - right!, 6)
    expect(top).toBeCloseTo(SIZE.height - bottom!, 6)
    expect(Math.min(left!, top!)).toBeCloseTo(0, 6)
  })
})

describe('moving a view', () => {
  it('keeps what lies under the pointer when zooming', () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0.5, max: 2, noNaN: true }), (view, factor) => {
        const about = [123, 321] as const
        const point = viewTransform(view, anisotropic, SIZE).canvasToImage(about)
        const zoomed = zoomView(view, factor, about, SIZE)
        expectPoint(viewTransform(zoomed, anisotropic, SIZE).imageToCanvas(point), about)
      }),
    )
  })

  it('pans by canvas pixels whichever way the image is turned', () => {
    fc.assert(
      fc.property(views, (view) => {
        const [x, y] = viewTransform(view, anisotropic, SIZE).imageToCanvas([5, 7])
        const moved = viewTransform(panView(view, [12, -8]), anisotropic, SIZE)
        expectPoint(moved.imageToCanvas([5, 7]), [x + 12, y - 8])
      }),
    )
  })

  it('mirrors what is on the screen, and twice is not at all', () => {
    fc.assert(
      fc.property(views, (view) => {
        const [x, y] = viewTransform(view, anisotropic, SIZE).imageToCanvas([5, 7])
        const across = viewTransform(flipView(view, 'horizontal'), anisotropic, SIZE).imageToCanvas([5, 7])
        const over = viewTransform(flipView(view, 'vertical'), anisotropic, SIZE).imageToCanvas([5, 7])
        expectPoint(across, [SIZE.width - x, y])
        expectPoint(over, [x, SIZE.height - y])
        const twice = flipView(flipView(view, 'vertical'), 'vertical')
        expectPoint(viewTransform(twice, anisotropic, SIZE).imageToCanvas([5, 7]), [x, y])
      }),
    )
  })

  it('turns clockwise about the middle of the viewport', () => {
    fc.assert(
      fc.property(views, (view) => {
        const [x, y] = viewTransform(view, anisotropic, SIZE).imageToCanvas([5, 7])
        const turned = viewTransform(rotateView(view, 90), anisotropic, SIZE).imageToCanvas([5, 7])
        expectPoint(turned, [SIZE.width / 2 - (y - SIZE.height / 2), SIZE.height / 2 + (x - SIZE.width / 2)])
      }),
    )
  })

  it('brings a point to the middle', () => {
    fc.assert(
      fc.property(views, points, (view, point) => {
        const centred = viewTransform(centreView(view, anisotropic, point), anisotropic, SIZE)
        expectPoint(centred.imageToCanvas(point), [SIZE.width / 2, SIZE.height / 2])
      }),
    )
  })

  it('keeps to its limits', () => {
    expect(zoomView(UNTURNED, 1e9, [0, 0], SIZE).scale).toBe(200)
    expect(zoomView(UNTURNED, 1e-9, [0, 0], SIZE).scale).toBe(0.05)
  })
})
