import { describe, expect, it } from 'vitest'
import { calibrateGrades, meanRow, poolGrades, softmax } from '../../../src/analysis/grade/calibrate.ts'
import type { NetworkOutput } from '../../../src/domain/pack.ts'
import { GRADES } from '../../../src/domain/severity.ts'

const none = [0, 0, 0]
const spec: NetworkOutput = {
  name: 'canal',
  target: 'canal',
  labels: GRADES,
  activation: 'softmax',
  calibration: {
    temperature: 2,
    bias: { l1_l2: none, l2_l3: none, l3_l4: none, l4_l5: [0, 0, -1], l5_s1: none },
    abstainBelow: 0.5,
  },
}

describe('calibrateGrades', () => {
  it('divides by the temperature and adds the bias of the level', () => {
    const row = { spec, values: Float32Array.of(2, 0, 4) }
    // softmax(1, 0, 2) by hand: e = 2.71828, 1, 7.38906; sum 11.10734
    const plain = calibrateGrades(row, 'l1_l2')
    expect(plain.normal_mild).toBeCloseTo(0.24473, 5)
    expect(plain.moderate).toBeCloseTo(0.09003, 5)
    expect(plain.severe).toBeCloseTo(0.66524, 5)
    // softmax(1, 0, 1)
    expect(calibrateGrades(row, 'l4_l5').severe).toBeCloseTo(0.42232, 5)
  })
})

describe('poolGrades', () => {
  const sure = { normal_mild: 0.9, moderate: 0.09, severe: 0.01 }
  const unsure = { normal_mild: 0.2, moderate: 0.5, severe: 0.3 }

  it('is the weighted geometric mean', () => {
    const pooled = poolGrades([
      { probabilities: sure, weight: 3 },
      { probabilities: unsure, weight: 1 },
    ])
    const raw = GRADES.map((grade) => sure[grade] ** 0.75 * unsure[grade] ** 0.25)
    const sum = raw.reduce((total, value) => total + value, 0)
    expect(pooled.normal_mild).toBeCloseTo((raw[0] ?? NaN) / sum, 9)
    expect(pooled.severe).toBeCloseTo((raw[2] ?? NaN) / sum, 9)
  })

  it('leaves a lone opinion as it is, whatever its weight', () => {
    expect(poolGrades([{ probabilities: unsure, weight: 0.2 }]).moderate).toBeCloseTo(0.5, 9)
  })
})

describe('softmax and meanRow', () => {
  it('survive large logits', () => {
    expect(softmax([1000, 0, 0])).toEqual([1, 0, 0])
  })

  it('average logits by their weights, without rows that are missing', () => {
    const mean = meanRow([
      { row: { spec, values: Float32Array.of(1, 2, 3) }, weight: 1 },
      { row: undefined, weight: 5 },
      { row: { spec, values: Float32Array.of(3, 0, 1) }, weight: 3 },
    ])
    expect([...(mean?.values ?? [])]).toEqual([2.5, 0.5, 1.5])
    expect(meanRow([{ row: undefined, weight: 1 }])).toBeUndefined()
  })
})
