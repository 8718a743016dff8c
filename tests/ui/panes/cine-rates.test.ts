import { describe, expect, it } from 'vitest'
import { CINE_RATES, otherRate } from '../../../src/ui/panes/cine-rates.ts'

describe('the rate of cine', () => {
  it('goes up and down through the rates and stays at the ends', () => {
    expect(otherRate(10, 1)).toBe(12)
    expect(otherRate(10, -1)).toBe(8)
    expect(otherRate(CINE_RATES.at(-1)!, 1)).toBe(CINE_RATES.at(-1))
    expect(otherRate(CINE_RATES[0], -1)).toBe(CINE_RATES[0])
    expect(otherRate(11, 1)).toBe(12)
  })
})
