import { describe, expect, it } from 'vitest'
import {
  inverseCosineTransform,
  transformFactors,
} from '../../../src/intake/codecs/inverse-cosine-transform.ts'

/** ITU-T T.81 A.3.3 as it is written there. */
function asWritten(coefficients: readonly number[]): number[] {
  const c = (n: number) => (n === 0 ? Math.SQRT1_2 : 1)
  const cosine = (x: number, u: number) => Math.cos(((2 * x + 1) * u * Math.PI) / 16)
  return Array.from({ length: 64 }, (_, at) => {
    const [y, x] = [at >> 3, at & 7]
    const terms = coefficients.map((value, place) => {
      const [v, u] = [place >> 3, place & 7]
      return c(u) * c(v) * value * cosine(x, u) * cosine(y, v)
    })
    return terms.reduce((sum, term) => sum + term, 0) / 4
  })
}

function transformed(coefficients: readonly number[], step: number): number[] {
  const factors = transformFactors(new Uint16Array(64).fill(step))
  const block = Float64Array.from(coefficients, (value, at) => value * factors[at]!)
  inverseCosineTransform(block)
  return [...block]
}

describe('inverse cosine transform', () => {
  it.each([0, 1, 7, 8, 27, 36, 63])('gives the basis image of coefficient %i', (place) => {
    const coefficients = Array.from({ length: 64 }, (_, at) => (at === place ? 1000 : 0))
    const expected = asWritten(coefficients)
    transformed(coefficients, 1).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 9))
  })

  it('transforms a block full of coefficients, times their step of quantization', () => {
    const coefficients = Array.from({ length: 64 }, (_, at) => ((at * 7919) % 401) - 200)
    const expected = asWritten(coefficients.map((value) => value * 3))
    transformed(coefficients, 3).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 9))
  })
})
