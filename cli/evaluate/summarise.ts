import { withIntervals } from '../../src/statistics/bootstrap.ts'
import type { TaskFigures } from '../../src/statistics/bootstrap.ts'
import { quadraticKappa } from '../../src/statistics/quadratic-kappa.ts'
import { MEASUREMENT_NAMES } from '../../src/domain/finding.ts'
import type {
  AnsweredDisc,
  ChosenSlice,
  ComparedAnswer,
  LocatedPoint,
  MeasuredLevel,
  SegmentedSlice,
  StagedDisc,
  TaskRows,
} from './judge.ts'
import { auc, gradeMetrics, mean, present, sumOf, weightedCost } from './metrics.ts'
import type { Judged, Metrics } from './metrics.ts'

/** Metrics of every task, as SURFACE.md names them. */
export function summarise(rows: TaskRows): Record<string, TaskFigures> {
  return Object.fromEntries([
    ...figuresOf(rows.located, locatedMetrics),
    ...figuresOf(rows.segmented, segmentedMetrics),
    ...figuresOf(rows.graded, (judged, task) =>
      task.startsWith('canal_sagittal') ? compressionMetrics(judged) : gradeMetrics(judged),
    ),
    ...figuresOf(rows.answered, answeredMetrics),
    ...figuresOf(rows.staged, stagedMetrics),
    ...figuresOf(rows.measured, measuredMetrics),
    ...figuresOf(rows.chosen, chosenMetrics),
    ...figuresOf(rows.compared, comparedMetrics),
  ])
}

function figuresOf<Row extends { readonly patient: string }>(
  tasks: ReadonlyMap<string, readonly Row[]>,
  metricsOf: (rows: readonly Row[], task: string) => Metrics,
): [string, TaskFigures][] {
  return [...tasks].map(([task, rows]) => [task, withIntervals(rows, (sample) => metricsOf(sample, task))])
}

/**
 * A point that was not found is not within any distance; the median is over those found. `within_sixth`: of the patient's
 * own spacing, where the size of a pixel is not known for sure.
 */
export function locatedMetrics(rows: readonly LocatedPoint[]): Metrics {
  const scaled = rows.filter(({ spacingMm }) => spacingMm !== undefined)
  const errors = rows.flatMap(({ errorMm }) => errorMm ?? []).sort((a, b) => a - b)
  return present({
    within_5mm: errors.filter((error) => error <= 5).length / rows.length,
    within_sixth:
      scaled.filter(({ errorMm = Infinity, spacingMm = 0 }) => errorMm <= spacingMm / 6).length /
      scaled.length,
    within_10mm: errors.filter((error) => error <= 10).length / rows.length,
    found: errors.length / rows.length,
    median_error_mm: errors[Math.floor(errors.length / 2)] ?? NaN,
  })
}

function segmentedMetrics(rows: readonly SegmentedSlice[]): Metrics {
  const labels = Object.keys(rows[0]?.dice ?? {})
  return present(
    Object.fromEntries(
      labels.map((label) => [`dice_${label}`, mean(rows.flatMap(({ dice }) => dice[label] ?? []))]),
    ),
  )
}

/** None, mild and severe compression; `auc_severe` is severe against none (SURFACE.md). */
function compressionMetrics(rows: readonly Judged[]): Metrics {
  const ends = rows.filter(({ truth }) => truth !== 1)
  const severe = ends.map(({ truth, probabilities }) => [truth === 2, probabilities[2] as number] as const)
  const any = rows.map(({ truth, probabilities }) => [truth > 0, 1 - (probabilities[0] as number)] as const)
  return present({ ...gradeMetrics(rows), auc_severe: auc(severe), auc_any: auc(any) })
}

function answeredMetrics(rows: readonly AnsweredDisc[]): Metrics {
  const names = [...new Set(rows.flatMap(({ truths }) => Object.keys(truths)))]
  const areas = names.map((name) => {
    const asked = rows.flatMap(({ truths, scores }) => {
      const truth = truths[name]
      return truth === undefined ? [] : [[truth, scores[name] as number] as const]
    })
    return [`auc_${name}`, auc(asked)] as const
  })
  return present(Object.fromEntries(areas))
}

function stagedMetrics(rows: readonly StagedDisc[]): Metrics {
  const rounded = rows.map(({ truth, found }) => [truth - 1, Math.round(found) - 1] as const)
  return present({
    kappa_quadratic: quadraticKappa(rounded, 5),
    accuracy: mean(rounded.map(([truth, found]) => (truth === found ? 1 : 0))),
    within_1: mean(rounded.map(([truth, found]) => (Math.abs(truth - found) <= 1 ? 1 : 0))),
    mean_absolute_error: mean(rows.map(({ truth, found }) => Math.abs(truth - found))),
  })
}

/** Bias and mean absolute error in each measurement's unit, and how many lie within twice the uncertainty that they state. */
function measuredMetrics(rows: readonly MeasuredLevel[]): Metrics {
  const figures = MEASUREMENT_NAMES.flatMap((name) => {
    const same = rows.filter((row) => row.name === name)
    const stated = same.filter(({ error, uncertainty }) => Math.abs(error) <= 2 * uncertainty)
    return [
      [`${name}_bias`, mean(same.map(({ error }) => error))],
      [`${name}_mean_absolute_error`, mean(same.map(({ error }) => Math.abs(error)))],
      [`${name}_within_2_sd`, stated.length / same.length],
    ] as const
  })
  return present(Object.fromEntries(figures))
}

function chosenMetrics(rows: readonly ChosenSlice[]): Metrics {
  return present({
    right_slice: mean(rows.map(({ right }) => (right ? 1 : 0))),
    share_of_labelled: mean(rows.map(({ shareOfLabelled }) => shareOfLabelled)),
  })
}

/**
 * What each kind of wrong place costs: its share of the answers, and how much it adds to the weighted log loss of all of them
 * over what the same answers cost at the labelled place. The losses add up to the whole difference.
 */
export function comparedMetrics(rows: readonly ComparedAnswer[]): Metrics {
  const whole = sumOf(rows.map(({ found }) => weightedCost(found).weight))
  const figures = (['right', 'misplaced', 'misnumbered', 'not_found'] as const).flatMap((place) => {
    const same = rows.filter((row) => row.place === place)
    const added = same.map(({ atLabel, found }) => weightedCost(found).cost - weightedCost(atLabel).cost)
    return [
      [place, same.length / rows.length],
      [`${place}_loss`, sumOf(added) / whole],
    ] as const
  })
  return present(Object.fromEntries(figures))
}
