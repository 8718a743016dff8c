import { describe, expect, it } from 'vitest'
import {
  accuracy,
  accuracyAt,
  auc,
  calibrationError,
  calibrationErrorByChance,
  dice,
  gradeMetrics,
  leading,
  logLoss,
  weightedLogLoss,
} from '../../../cli/evaluate/metrics.ts'
import { quadraticKappa } from '../../../src/statistics/quadratic-kappa.ts'
import { randomStream } from '../../../src/phantom/random.ts'
import type { Judged } from '../../../cli/evaluate/metrics.ts'

function judged(truth: number, ...probabilities: number[]): Judged {
  return { truth, probabilities, proposed: leading(probabilities), patient: 'p' }
}

describe('accuracy', () => {
  it('judges what the app proposes, not what is likeliest', () => {
    expect(accuracy([{ ...judged(1, 0.5, 0.3, 0.2), proposed: 1 }])).toBe(1)
  })
})

describe('auc', () => {
  it('agrees with sklearn.metrics.roc_auc_score', () => {
    // roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) = 0.75
    const pairs = [
      [false, 0.1],
      [false, 0.4],
      [true, 0.35],
      [true, 0.8],
    ] as const
    expect(auc(pairs)).toBe(0.75)
  })

  it('counts a tie as half', () => {
    expect(
      auc([
        [true, 0.5],
        [false, 0.5],
        [false, 0.2],
      ]),
    ).toBe(0.75)
  })

  it('is not a number when there is only one class', () => {
    expect(auc([[true, 0.3]])).toBeNaN()
  })
})

describe('quadraticKappa', () => {
  it('agrees with cohen_kappa_score(weights="quadratic")', () => {
    // Truth 0 0 1 1 2 2, graded 0 1 1 2 2 0. Observed: 0 + 1 + 0 + 1 + 0 + 4 = 6.
    // Marginals 2, 2, 2 both: expected = (4 / 6) * (1 + 4 + 1 + 1 + 4 + 1) = 8. Kappa = 1 - 6 / 8.
    const pairs = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 0],
    ] as const
    expect(quadraticKappa(pairs)).toBeCloseTo(0.25, 12)
  })

  it('is one for agreement and not a number where nothing varies', () => {
    expect(
      quadraticKappa([
        [0, 0],
        [2, 2],
      ]),
    ).toBe(1)
    expect(quadraticKappa([[1, 1]])).toBeNaN()
  })
})

describe('losses', () => {
  it('log loss is the mean of -ln of the truth', () => {
    expect(logLoss([judged(0, 0.5, 0.3, 0.2), judged(2, 0.5, 0.25, 0.25)])).toBeCloseTo(
      (Math.log(2) + Math.log(4)) / 2,
      12,
    )
  })

  it("RSNA's loss tilts by 1, 2, 4 and weighs by the true grade", () => {
    // Tilted: (0.5, 0.6, 0.8) / 1.9. Severe costs 4 x, normal/mild 1 x.
    const rows = [judged(2, 0.5, 0.3, 0.2), judged(0, 0.5, 0.3, 0.2)]
    const expected = (-4 * Math.log(0.8 / 1.9) - Math.log(0.5 / 1.9)) / 5
    expect(weightedLogLoss(rows)).toBeCloseTo(expected, 12)
  })

  it('a uniform answer tilted costs what the weights make of it', () => {
    const rows = [0, 1, 2].map((truth) => judged(truth, 1 / 3, 1 / 3, 1 / 3))
    const expected = -(Math.log(1 / 7) + 2 * Math.log(2 / 7) + 4 * Math.log(4 / 7)) / 7
    expect(weightedLogLoss(rows)).toBeCloseTo(expected, 12)
  })
})

describe('confidence', () => {
  const rows = [
    judged(0, 0.9, 0.1, 0),
    judged(0, 0.9, 0.1, 0),
    judged(1, 0.6, 0.3, 0.1),
    judged(0, 0.55, 0.45, 0),
  ]

  it('keeps the surest share', () => {
    expect(accuracyAt(rows, 0.5)).toBe(1)
    expect(accuracyAt(rows, 1)).toBe(0.75)
  })

  it('measures calibration in bins of the leading probability', () => {
    // Bins of 1/15: 0.9 twice (both right), 0.6 (wrong), 0.55 (right): 2/4 * 0.1 + 1/4 * 0.6 + 1/4 * 0.45
    expect(calibrationError(rows)).toBeCloseTo(0.3125, 12)
  })

  it('knows the calibration error that a perfectly calibrated model shows by chance', () => {
    const random = randomStream(5, 'calibration')
    const confidences = Array.from({ length: 400 }, () => random.between(0.4, 0.99))
    const answersOf = (truthOf: (confidence: number) => number) =>
      confidences.map((p) => judged(truthOf(p), p, (1 - p) * 0.6, (1 - p) * 0.4))
    const drawn = Array.from({ length: 200 }, () =>
      calibrationError(answersOf((p) => (random.next() < p ? 0 : 1))),
    )
    const expected = calibrationErrorByChance(answersOf(() => 0))
    expect(expected).toBeCloseTo(drawn.reduce((sum, value) => sum + value, 0) / drawn.length, 2)
    expect(expected).toBeGreaterThan(0.03)
  })
})

describe('gradeMetrics', () => {
  it('leaves out what the rows cannot tell', () => {
    const metrics = gradeMetrics([judged(0, 0.8, 0.1, 0.1), judged(1, 0.2, 0.7, 0.1)])
    expect(metrics).not.toHaveProperty('auc_severe')
    expect(metrics['auc_moderate']).toBe(1)
    expect(metrics['accuracy']).toBe(1)
  })
})

describe('dice', () => {
  it('is twice the overlap over both, and undefined for two empty masks', () => {
    expect(dice(3, 4, 5)).toBeCloseTo(6 / 9, 12)
    expect(dice(0, 0, 0)).toBeUndefined()
  })
})
