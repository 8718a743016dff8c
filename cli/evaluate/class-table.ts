import { auc } from './metrics.ts'
import type { Judged } from './metrics.ts'

/** Null where it cannot be computed: the precision of a class that was never proposed, the recall of one that never occurs. */
type ClassFigures = {
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
  /** Against the rest. */
  readonly auc: number | null
  readonly support: number
}

export type ClassTable = {
  /** `confusion[i][j]` counts true class i proposed as j. */
  readonly confusion: readonly (readonly number[])[]
  readonly classes: Readonly<Record<string, ClassFigures>>
}

/** What a grading does with each class, by what the app proposes. */
export function classTable(labels: readonly string[], rows: readonly Judged[]): ClassTable {
  const confusion = labels.map((_, truth) =>
    labels.map(
      (__, proposed) => rows.filter((row) => row.truth === truth && row.proposed === proposed).length,
    ),
  )
  const classes = labels.map((label, index): [string, ClassFigures] => {
    const hits = confusion[index]?.[index] ?? 0
    const support = rows.filter(({ truth }) => truth === index).length
    const proposed = rows.filter((row) => row.proposed === index).length
    const area = auc(rows.map(({ truth, probabilities }) => [truth === index, probabilities[index] ?? 0]))
    return [
      label,
      {
        precision: share(hits, proposed),
        recall: share(hits, support),
        f1: share(2 * hits, proposed + support),
        auc: Number.isFinite(area) ? area : null,
        support,
      },
    ]
  })
  return { confusion, classes: Object.fromEntries(classes) }
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}

const COLUMNS = ['precision', 'recall', 'f1', 'auc', 'support'] as const
const WIDTH = 13

/** For a terminal: a row a class, then the confusion matrix. */
export function formatClassTable(task: string, { confusion, classes }: ClassTable): string {
  const labels = Object.keys(classes)
  const cells = (values: readonly (string | number)[]) =>
    values.map((value) => String(value).padStart(WIDTH)).join('')
  const shown = (value: number | null, column: string) =>
    value === null ? '-' : column === 'support' ? value : value.toFixed(3)
  return [
    task.padEnd(WIDTH) + cells(COLUMNS),
    ...Object.entries(classes).map(
      ([label, figures]) =>
        label.padEnd(WIDTH) + cells(COLUMNS.map((column) => shown(figures[column], column))),
    ),
    'true, proposed'.padEnd(WIDTH) + cells(labels),
    ...labels.map((label, index) => label.padEnd(WIDTH) + cells(confusion[index] ?? [])),
    '',
  ].join('\n')
}
