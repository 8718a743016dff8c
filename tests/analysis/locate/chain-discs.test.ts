import { describe, expect, it } from 'vitest'
import { chainDiscs } from '../../../src/analysis/locate/chain-discs.ts'
import type { Candidate } from '../../../src/analysis/locate/chain-discs.ts'
import { DISC_GAPS, DISCS } from '../../../src/analysis/geometry/spine-curve.ts'

const HEIGHTS = DISCS.map((_, index) => DISC_GAPS.slice(0, index).reduce((sum, gap) => sum + gap * 34, 0))
function at(index: number, confidence: number): Candidate {
  return { point: [0, HEIGHTS[index] ?? NaN], confidence }
}

describe('chainDiscs', () => {
  it('takes one place for each disc from cranial to caudal', () => {
    const chain = chainDiscs(DISCS.map((_, index) => [at(index, 0.9)]))
    expect(chain.map(({ disc }) => disc)).toEqual(DISCS)
  })

  it('prefers the chain that is surest in all to the surest single place', () => {
    // L4/L5 also answers, and more loudly, at L3/L4's place; no other disc can then stand there.
    const candidates = DISCS.map((_, index) => [at(index, 0.7)])
    candidates[5]?.unshift(at(4, 0.8))
    const chain = chainDiscs(candidates)
    expect(chain.find(({ disc }) => disc === 'l4_l5')?.point[1]).toBe(HEIGHTS[5])
    expect(chain).toHaveLength(7)
  })

  it('leaves out a disc that nobody saw', () => {
    const candidates = DISCS.map((_, index) => (index === 3 ? [] : [at(index, 0.8)]))
    expect(chainDiscs(candidates).map(({ disc }) => disc)).toEqual(DISCS.filter((_, index) => index !== 3))
  })

  it('does not follow a place beside the spine', () => {
    const candidates = DISCS.map((_, index) => [at(index, 0.8)])
    candidates[2] = [{ point: [120, HEIGHTS[2] ?? NaN], confidence: 0.95 }]
    expect(chainDiscs(candidates).map(({ disc }) => disc)).not.toContain('l1_l2')
  })

  it('is empty when nothing was seen', () => {
    expect(chainDiscs(DISCS.map(() => []))).toEqual([])
  })
})
