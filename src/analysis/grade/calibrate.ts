import type { Calibration } from '../../domain/pack.ts'
import type { Level } from '../../domain/level.ts'
import { GRADES } from '../../domain/severity.ts'
import type { GradeProbabilities } from '../../domain/severity.ts'
import type { OutputRow } from '../run-network.ts'

/** probabilities = softmax(logits / temperature + bias[level]); a grading output without calibration is refused earlier. */
export function calibrateGrades({ spec, values }: OutputRow, level: Level): GradeProbabilities {
  return toGrades(softmax(adjust(values, spec.calibration, level)))
}

/** The probability below which the model abstains; an output without calibration never does. */
export function thresholdOf({ spec: { calibration } }: OutputRow): number {
  return calibration?.abstainBelow ?? 0
}

/** The weighted mean of the logits that one network gave for several views of one subject; undefined of none. */
export function meanRow(
  rows: readonly { readonly row: OutputRow | undefined; readonly weight: number }[],
): OutputRow | undefined {
  const given = rows.flatMap(({ row, weight }) => (row ? [{ row, weight }] : []))
  const [first] = given
  if (first === undefined) return undefined
  const whole = given.reduce((sum, { weight }) => sum + weight, 0)
  const values = first.row.values.map((_, index) =>
    given.reduce((sum, { row, weight }) => sum + (weight / whole) * row.values[index]!, 0),
  )
  return { spec: first.row.spec, values }
}

/**
 * Logarithmic opinion pool: the weighted geometric mean, renormalised. Unlike the arithmetic mean it lets a confident
 * reader overrule an unsure one. Source: Genest and Zidek 1986, "Combining Probability Distributions", Statistical Science 1.
 */
export function poolGrades(
  opinions: readonly { readonly probabilities: GradeProbabilities; readonly weight: number }[],
): GradeProbabilities {
  const whole = opinions.reduce((sum, { weight }) => sum + weight, 0)
  const logs = GRADES.map((grade) =>
    opinions.reduce(
      (sum, { probabilities, weight }) =>
        sum + (weight / whole) * Math.log(Math.max(probabilities[grade], 1e-9)),
      0,
    ),
  )
  return toGrades(softmax(logs))
}

export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits)
  const highest = Math.max(...values)
  const exponentials = values.map((value) => Math.exp(value - highest))
  const sum = exponentials.reduce((total, value) => total + value, 0)
  return exponentials.map((value) => value / sum)
}

function adjust(values: Float32Array, calibration: Calibration | undefined, level: Level): number[] {
  if (calibration === undefined) return Array.from(values)
  return Array.from(
    values,
    (value, index) => value / calibration.temperature + (calibration.bias[level][index] ?? 0),
  )
}

function toGrades(probabilities: readonly number[]): GradeProbabilities {
  const [mild = 0, moderate = 0, severe = 0] = probabilities
  return { normal_mild: mild, moderate, severe }
}
