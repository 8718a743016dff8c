import { describe, expect, it } from 'vitest'
import type { Quantity } from '../../src/domain/annotation.ts'
import { measure } from '../../src/viewer/measure.ts'
import { acquisition, goldens } from './goldens.ts'
import { geometryOf, pixelsOf } from './images.ts'

function named(quantities: readonly Quantity[], name: Quantity['name']): Quantity {
  const found = quantities.find((quantity) => quantity.name === name)
  if (!found) throw new Error(`no ${name} was measured`)
  return found
}

const anisotropic = geometryOf({ columnSpacingMm: 0.5, rowSpacingMm: 0.8 })

describe('measure', () => {
  it('reads 10.0 mm for 10 mm, along rows, columns and across', () => {
    const ends = [
      [20, 0],
      [0, 12.5],
      [12, 10],
    ] as const
    for (const [column, row] of ends) {
      const points = [[5, 5] as const, [5 + column, 5 + row] as const]
      expect(named(measure('length', points, anisotropic, undefined), 'length')).toMatchObject({
        value: expect.closeTo(10, 9) as number,
        unit: 'mm',
      })
    }
  })

  it('reads 30.0 degrees for 30 degrees on pixels that are not square', () => {
    const end = [5 + (20 * Math.cos(Math.PI / 6)) / 0.5, 5 + (20 * Math.sin(Math.PI / 6)) / 0.8] as const
    const angle = named(measure('angle', [[45, 5], [5, 5], end], anisotropic, undefined), 'angle')
    expect(angle.value).toBeCloseTo(30, 9)
    expect(angle.unit).toBe('°')
  })

  it.each(goldens.measurements.map(({ acquisition: name }) => name))(
    'agrees with numpy in 3D: %s',
    (name) => {
      const golden = goldens.measurements.find((candidate) => candidate.acquisition === name)!
      const [a, b, c, d] = golden.points as [(typeof golden.points)[0], ...typeof golden.points]
      const geometry = acquisition(name)
      const lengthOf = named(measure('length', [a, b!], geometry, undefined), 'length')
      expect(lengthOf.value).toBeCloseTo(golden.lengthMm, 6)
      expect(lengthOf.uncertainty! / golden.lengthSdMm).toBeCloseTo(1, 1)
      const angle = named(measure('angle', [a, b!, c!], geometry, undefined), 'angle')
      expect(angle.value).toBeCloseTo(golden.angleDegrees, 6)
      const cobb = named(measure('cobb', [a, b!, c!, d!], geometry, undefined), 'angle')
      expect(cobb.value).toBeCloseTo(golden.cobbDegrees, 6)
    },
  )

  it('measures a Cobb angle whichever way the lines were drawn', () => {
    const upper = [[0, 0] as const, [10, 1] as const]
    const lower = [[0, 20] as const, [10, 16] as const]
    const one = measure('cobb', [...upper, ...lower], geometryOf(), undefined)
    const other = measure('cobb', [...upper, ...lower.toReversed()], geometryOf(), undefined)
    expect(one[0]!.value).toBeCloseTo(other[0]!.value, 9)
    expect(one[0]!.value).toBeCloseTo(((Math.atan(0.1) + Math.atan(0.4)) * 180) / Math.PI, 9)
  })

  it('states the uncertainty of a length: 1/sqrt(6) of a pixel, of the pixel size along it', () => {
    const [along] = measure('length', [[5, 5], [25, 5]], anisotropic, undefined) // prettier-ignore
    expect(along!.uncertainty).toBeCloseTo(0.5 / Math.sqrt(6), 6)
    const [down] = measure('length', [[5, 5], [5, 25]], anisotropic, undefined) // prettier-ignore
    expect(down!.uncertainty).toBeCloseTo(0.8 / Math.sqrt(6), 6)
  })

  it('is surer of the angle between longer arms', () => {
    const short = measure('angle', [[10, 0], [0, 0], [0, 10]], geometryOf(), undefined) // prettier-ignore
    const long = measure('angle', [[40, 0], [0, 0], [0, 40]], geometryOf(), undefined) // prettier-ignore
    expect(short[0]!.uncertainty! / long[0]!.uncertainty!).toBeCloseTo(4, 1)
  })

  it('gives an ellipse its area in mm², and greys where there are pixels', () => {
    const points = [[10, 10] as const, [30, 20] as const]
    expect(measure('ellipse', points, anisotropic, undefined).map(({ name }) => name)).toEqual(['area'])
    expect(measure('ellipse', points, anisotropic, undefined)[0]!.value).toBeCloseTo(Math.PI * 5 * 4, 9)
    const even = pixelsOf(new Uint16Array(8000).fill(7), { columns: 100, rows: 80, slope: 2, intercept: 1 })
    const quantities = measure('ellipse', points, anisotropic, even)
    expect(named(quantities, 'mean').value).toBe(15)
    expect(named(quantities, 'sd').value).toBe(0)
  })

  it('probes value, pixel and place in the patient; beside the image only the place', () => {
    const geometry = geometryOf({ columns: 2, rows: 2, position: [-10, 5, 3], columnSpacingMm: 0.5 })
    const pixels = pixelsOf(new Int16Array([1, 2, 3, 4]), { columns: 2, rows: 2, slope: 10, intercept: -1 })
    const inside = measure('probe', [[0.6, 1.2]], geometry, pixels)
    expect(inside.map(({ name, value }) => [name, Number(value.toFixed(6))])).toEqual([
      ['value', 39],
      ['column', 1],
      ['row', 1],
      ['x', -9.7],
      ['y', 6.2],
      ['z', 3],
    ])
    expect(measure('probe', [[-3, 0]], geometry, pixels)[0]!.name).toBe('column')
  })

  it('measures nothing on an arrow', () => {
    expect(measure('arrow', [[1, 2], [3, 4]], geometryOf(), undefined)).toEqual([]) // prettier-ignore
  })
})
