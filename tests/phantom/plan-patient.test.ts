import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONDITIONS, groupOf } from '../../src/domain/condition.ts'
import { cellKey } from '../../src/domain/decision.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { GRADES } from '../../src/domain/severity.ts'
import { GRADE_RANGES_MM, planPatient } from '../../src/phantom/plan-patient.ts'

const seeds = fc.nat(1_000_000)

describe('planPatient', () => {
  it('builds every grade from its own range of lengths', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const plan = planPatient({ seed })
        for (const level of LEVELS) {
          const { canalApMm, left, right } = plan.levels[level]
          const lengths = {
            spinal_canal_stenosis: canalApMm,
            left_neural_foraminal_narrowing: left.foraminalFatMm,
            right_neural_foraminal_narrowing: right.foraminalFatMm,
            left_subarticular_stenosis: left.recessMm,
            right_subarticular_stenosis: right.recessMm,
          }
          for (const condition of CONDITIONS) {
            const grade = plan.grades[cellKey(level, condition)]
            const [low, high] = GRADE_RANGES_MM[groupOf(condition)][grade]
            expect(lengths[condition]).toBeGreaterThanOrEqual(low)
            expect(lengths[condition]).toBeLessThanOrEqual(high)
          }
        }
      }),
    )
  })

  it('keeps the ranges of the grades apart, the more severe the narrower', () => {
    for (const ranges of Object.values(GRADE_RANGES_MM)) {
      const [mild, moderate, severe] = GRADES.map((grade) => ranges[grade])
      expect(severe![1]).toBeLessThan(moderate![0])
      expect(moderate![1]).toBeLessThan(mild![0])
    }
  })

  it('gives one level what is asked and leaves the others as the seed draws them', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...GRADES), (seed, grade) => {
        const drawn = planPatient({ seed })
        const asked = planPatient({ seed, grades: { 'l2_l3/spinal_canal_stenosis': grade } })
        expect(asked.grades['l2_l3/spinal_canal_stenosis']).toBe(grade)
        expect(asked.levels.l4_l5).toEqual(drawn.levels.l4_l5)
        expect(asked.size).toBe(drawn.size)
      }),
    )
  })

  it('draws mild cells most, severe cells least, over many patients', () => {
    const all = Array.from({ length: 400 }, (_, seed) => Object.values(planPatient({ seed }).grades)).flat()
    const [mild, moderate, severe] = GRADES.map((grade) => all.filter((drawn) => drawn === grade).length)
    expect(mild).toBeGreaterThan(0.65 * all.length)
    expect(moderate).toBeGreaterThan(severe!)
    expect(severe).toBeGreaterThan(0.01 * all.length)
  })
})
