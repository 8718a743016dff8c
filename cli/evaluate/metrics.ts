import { quadraticKappa } from '../../src/statistics/quadratic-kappa.ts'
import { GRADES } from '../../src/domain/severity.ts'

/** One graded thing: the true class, the probability of each class, and whose it is. */
export type Judged = {
  readonly truth: number
  readonly probabilities: readonly number[]
  /** The class that the app proposes. */
  readonly proposed: number
  readonly patient: string
}
/** Metrics by name; one that the rows cannot give (only one class among them, say) is absent. */
export type Metrics = Readonly<Record<string, number>>

/** RSNA 2024 weighs a cell by its true grade. */
const GRADE_WEIGHTS = [1, 2, 4]
const ECE_BINS = 15
const LEAST_PROBABILITY = 1e-7

/** Everything SURFACE.md names for a grading in three grades. */
export function gradeMetrics(rows: readonly Judged[]): Metrics {
  const scores = GRADES.map(
    (grade, index) =>
      [
        `auc_${grade}`,
        auc(rows.map(({ truth, probabilities }) => [truth === index, probabilities[index] as number])),
      ] as const,
  )
  return present({
    ...Object.fromEntries(scores),
    kappa_quadratic: quadraticKappa(rows.map(({ truth, proposed }) => [truth, proposed])),
    kappa_quadratic_likeliest: quadraticKappa(
      rows.map(({ truth, probabilities }) => [truth, leading(probabilities)]),
    ),
    weighted_log_loss: weightedLogLoss(rows),
    log_loss: logLoss(rows),
    accuracy: accuracy(rows),
    accuracy_at_80: accuracyAt(rows, 0.8),
    ece: calibrationError(rows),
    ece_by_chance: calibrationErrorByChance(rows),
  })
}

/** Area under the ROC curve: how often a positive scores above a negative, ties counting half (Mann-Whitney). */
export function auc(pairs: readonly (readonly [positive: boolean, score: number])[]): number {
  const sorted = pairs.toSorted((a, b) => a[1] - b[1])
  const positives = pairs.filter(([positive]) => positive).length
  const negatives = pairs.length - positives
  if (positives === 0 || negatives === 0) return NaN
  let rankSum = 0
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (to < sorted.length && sorted[to]?.[1] === sorted[from]?.[1]) to++
    const meanRank = (from + 1 + to) / 2
    for (let index = from; index < to; index++) if (sorted[index]?.[0]) rankSum += meanRank
    from = to
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

/**
 * RSNA's score: log loss with samples weighed 1, 2 or 4 by their true grade. The calibrated probabilities are first
 * tilted by the same weights and renormalised, which is the best answer of a calibrated model to a loss so weighted.
 */
export function weightedLogLoss(rows: readonly Judged[]): number {
  const costs = rows.map(weightedCost)
  return sumOf(costs.map(({ cost }) => cost)) / sumOf(costs.map(({ weight }) => weight))
}

/** What one row adds to the weighted log loss, and the weight that it adds it with. */
export function weightedCost({ truth, probabilities }: Judged): {
  readonly cost: number
  readonly weight: number
} {
  const tilted = probabilities.map((value, index) => value * (GRADE_WEIGHTS[index] ?? 1))
  const weight = GRADE_WEIGHTS[truth] ?? 1
  const share = (tilted[truth] as number) / sumOf(tilted)
  return { cost: -weight * Math.log(Math.max(share, LEAST_PROBABILITY)), weight }
}

export function logLoss(rows: readonly Judged[]): number {
  return mean(
    rows.map(
      ({ truth, probabilities }) => -Math.log(Math.max(probabilities[truth] as number, LEAST_PROBABILITY)),
    ),
  )
}

export function accuracy(rows: readonly Judged[]): number {
  return mean(rows.map(({ truth, proposed }) => (proposed === truth ? 1 : 0)))
}

/** Accuracy of what is proposed over the most confident share. */
export function accuracyAt(rows: readonly Judged[], share: number): number {
  const sure = rows.toSorted((a, b) => Math.max(...b.probabilities) - Math.max(...a.probabilities))
  return accuracy(sure.slice(0, Math.max(1, Math.round(share * rows.length))))
}

/** Expected calibration error of the leading probability over bins of equal width (Guo et al. 2017). */
export function calibrationError(rows: readonly Judged[]): number {
  return reliability(rows, ECE_BINS).reduce(
    (sum, { count, confidence, correct }) => sum + (count / rows.length) * Math.abs(correct - confidence),
    0,
  )
}

/**
 * The calibration error that a perfectly calibrated model with these very probabilities is expected to show: few answers in a
 * bin are never right in just the share that was promised. A mean of half-normal deviations, binomial variance.
 */
export function calibrationErrorByChance(rows: readonly Judged[]): number {
  const deviations = binsOf(rows, ECE_BINS).map((bin) =>
    Math.sqrt(bin.reduce((sum, { probabilities }) => sum + variance(Math.max(...probabilities)), 0)),
  )
  return (Math.sqrt(2 / Math.PI) * deviations.reduce((sum, value) => sum + value, 0)) / rows.length
}

function variance(probability: number): number {
  return probability * (1 - probability)
}

export type ReliabilityBin = { readonly count: number; readonly confidence: number; readonly correct: number }

/** Mean leading probability against how often its class is right, bin by bin; empty bins are left out. */
export function reliability(rows: readonly Judged[], bins: number): ReliabilityBin[] {
  return binsOf(rows, bins).map((bin) => ({
    count: bin.length,
    confidence: mean(bin.map(({ probabilities }) => Math.max(...probabilities))),
    correct: mean(bin.map(({ truth, probabilities }) => (leading(probabilities) === truth ? 1 : 0))),
  }))
}

/** The rows by their leading probability, lowest first; empty bins are left out. */
function binsOf(rows: readonly Judged[], bins: number): Judged[][] {
  const groups: Judged[][] = Array.from({ length: bins }, () => [])
  for (const row of rows)
    groups[Math.min(Math.floor(Math.max(...row.probabilities) * bins), bins - 1)]?.push(row)
  return groups.filter((group) => group.length > 0)
}

/** Index of the highest probability; at a tie the higher class. */
export function leading(probabilities: readonly number[]): number {
  return probabilities.reduce(
    (best, value, index) => (value >= (probabilities[best] as number) ? index : best),
    0,
  )
}

/** Overlap of two masks: twice what they share over what they hold; undefined when both are empty. */
export function dice(shared: number, truth: number, found: number): number | undefined {
  return truth + found > 0 ? (2 * shared) / (truth + found) : undefined
}

export function mean(values: readonly number[]): number {
  return sumOf(values) / values.length
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Metrics without those that are not numbers. */
export function present(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)))
}
