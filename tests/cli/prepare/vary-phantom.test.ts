import { describe, expect, it } from 'vitest'
import { varyPhantom } from '../../../cli/prepare/vary-phantom.ts'
import { GRADES } from '../../../src/domain/severity.ts'

const patients = Array.from({ length: 200 }, (_, seed) => varyPhantom(seed))

describe('varyPhantom', () => {
  it('is fixed by the seed', () => {
    expect(varyPhantom(3)).toEqual(patients[3])
    expect(varyPhantom(3)).not.toEqual(varyPhantom(4))
  })

  it('fixes all 25 grades, 40, 30 and 30 % of them', () => {
    const drawn = patients.flatMap(({ grades }) => Object.values(grades ?? {}))
    expect(drawn).toHaveLength(200 * 25)
    const shares = GRADES.map((grade) => drawn.filter((one) => one === grade).length / drawn.length)
    for (const [index, share] of [0.4, 0.3, 0.3].entries()) expect(shares[index]).toBeCloseTo(share, 1)
  })

  it('wears discs whatever the grade of their canal', () => {
    const wear = (wanted: string) => {
      const values = patients.flatMap(({ grades, degeneration }) =>
        grades?.['l4_l5/spinal_canal_stenosis'] === wanted ? (degeneration?.l4_l5 ?? NaN) : [],
      )
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    expect(Math.abs(wear('severe') - wear('normal_mild'))).toBeLessThan(0.1)
  })

  it('slips some levels, weights some studies as STIR, and builds no transition', () => {
    const slips = patients.flatMap(({ listhesisMm }) => Object.values(listhesisMm ?? {}))
    expect(slips.length).toBeGreaterThan(100)
    expect(slips.length).toBeLessThan(200)
    const stir = patients.filter(({ fluidWeighting }) => fluidWeighting === 'stir')
    expect(stir.length).toBeGreaterThan(30)
    expect(stir.length).toBeLessThan(70)
    expect(patients.every(({ transition }) => transition === undefined)).toBe(true)
  })
})
