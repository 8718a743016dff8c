import { describe, expect, it } from 'vitest'
import { scaleBar } from '../../src/viewer/scale-bar.ts'

describe('scaleBar', () => {
  it.each([
    [2, 120, 50, 100, '5 cm'],
    [1, 120, 100, 100, '10 cm'],
    [5, 120, 20, 100, '2 cm'],
    [50, 120, 2, 100, '2 mm'],
    [200, 120, 0.5, 100, '0.5 mm'],
    [12, 120, 10, 120, '1 cm'],
    [12.1, 120, 5, 60.5, '5 mm'],
  ])('at %f px/mm the bar in %i px is %f mm', (pixelsPerMm, room, lengthMm, lengthPx, label) => {
    const bar = scaleBar(pixelsPerMm, room)
    expect(bar.lengthMm).toBeCloseTo(lengthMm, 9)
    expect(bar.lengthPx).toBeCloseTo(lengthPx, 9)
    expect(bar.label).toBe(label)
  })
})
