import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { cornerstoneViewport as makeViewport } from '../../src/viewer/cornerstone-renderer.ts'
import { viewTransform } from '../../src/viewer/view.ts'
import { geometryOf, imageOf } from './images.ts'

type Cornerstone = { setToPixelCoordinateSystem(element: object, context: object): void }

let cornerstoneViewport: typeof makeViewport
let cornerstone: Cornerstone

beforeAll(async () => {
  // Cornerstone touches the page when it is loaded; the part under test is arithmetic.
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', { createElement: () => ({}) })
  ;({ cornerstoneViewport } = await import('../../src/viewer/cornerstone-renderer.ts'))
  const name = 'cornerstone-core'
  cornerstone = (await import(name)) as Cornerstone
})

describe('cornerstoneViewport', () => {
  it('makes Cornerstone draw each pixel where the view transform says, half pixel and device pixels included', () => {
    const spacing = fc.constantFrom([1, 1], [0.9, 0.45], [0.3, 0.8])
    const view = fc.record({
      scale: fc.double({ min: 0.2, max: 20, noNaN: true }),
      pan: fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })),
      rotation: fc.constantFrom(0, 90, 180, 270, 33),
      flipped: fc.boolean(),
    })
    fc.assert(
      fc.property(spacing, view, fc.constantFrom(1, 1.25, 2), ([column, row], shown, pixelRatio) => {
        const geometry = geometryOf({ columnSpacingMm: column, rowSpacingMm: row })
        const image = imageOf(geometry)
        const size = { width: 640, height: 480 }
        const viewport = cornerstoneViewport(
          {
            view: shown,
            window: { center: 1, width: 2 },
            inverted: false,
            smooth: true,
            pixelRatio,
            image,
          },
          geometry,
        )
        let drawn: readonly number[] = []
        cornerstone.setToPixelCoordinateSystem(
          {
            canvas: { width: size.width * pixelRatio, height: size.height * pixelRatio },
            image: { columns: 100, rows: 80, columnPixelSpacing: column, rowPixelSpacing: row },
            viewport,
          },
          { setTransform: (...matrix: number[]) => (drawn = matrix) },
        )
        const { imageToCanvas } = viewTransform(shown, geometry, size)
        for (const [x, y] of [
          [0, 0],
          [99, 0],
          [13, 79],
        ] as const) {
          const [a, b, c, d, e, f] = drawn
          // Cornerstone counts from the first pixel's corner: its centre is at (0.5, 0.5).
          const deviceX = a! * (x + 0.5) + c! * (y + 0.5) + e!
          const deviceY = b! * (x + 0.5) + d! * (y + 0.5) + f!
          const [expectedX, expectedY] = imageToCanvas([x, y])
          expect(deviceX / pixelRatio).toBeCloseTo(expectedX, 5)
          expect(deviceY / pixelRatio).toBeCloseTo(expectedY, 5)
        }
      }),
    )
  })
})
