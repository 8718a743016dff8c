import { describe, expect, it } from 'vitest'
import { classTable, formatClassTable } from '../../../cli/evaluate/class-table.ts'
import { leading } from '../../../cli/evaluate/metrics.ts'
import type { Judged } from '../../../cli/evaluate/metrics.ts'

const GRADES = ['normal_mild', 'moderate', 'severe']

function judged(truth: number, ...probabilities: number[]): Judged {
  return { truth, probabilities, proposed: leading(probabilities), patient: 'p' }
}

/** The cases of training/tests/test_classes.py, whose figures scikit-learn computes. */
const ROWS = [
  judged(0, 0.8, 0.1, 0.1),
  judged(0, 0.7, 0.2, 0.1),
  judged(0, 0.4, 0.5, 0.1),
  judged(0, 0.6, 0.3, 0.1),
  judged(1, 0.3, 0.6, 0.1),
  judged(1, 0.6, 0.3, 0.1),
  judged(2, 0.1, 0.2, 0.7),
  judged(2, 0.1, 0.5, 0.4),
]

describe('classTable', () => {
  it('agrees with scikit-learn', () => {
    const { confusion, classes } = classTable(GRADES, ROWS)
    expect(confusion).toEqual([
      [3, 1, 0],
      [1, 1, 0],
      [0, 1, 1],
    ])
    expect(classes['normal_mild']).toEqual({
      precision: 0.75,
      recall: 0.75,
      f1: 0.75,
      auc: 0.90625,
      support: 4,
    })
    expect(classes['moderate']?.precision).toBeCloseTo(0.33333, 5)
    expect(classes['moderate']).toMatchObject({ recall: 0.5, f1: 0.4, support: 2 })
    expect(classes['moderate']?.auc).toBeCloseTo(0.79167, 5)
    expect(classes['severe']?.f1).toBeCloseTo(0.66667, 5)
    expect(classes['severe']).toMatchObject({ precision: 1, recall: 0.5, auc: 1, support: 2 })
  })

  it('has null where a figure cannot be computed', () => {
    const table = classTable(GRADES, [judged(0, 0.9, 0.1, 0), judged(1, 0.9, 0.1, 0)])
    expect(table.classes['severe']).toEqual({
      precision: null,
      recall: null,
      f1: null,
      auc: null,
      support: 0,
    })
    expect(formatClassTable('canal', table).split('\n')[3]?.split(/ +/)).toEqual([
      'severe',
      '-',
      '-',
      '-',
      '-',
      '0',
    ])
  })
})
