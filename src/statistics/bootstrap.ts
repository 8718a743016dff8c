export type Figure = { readonly value: number; readonly ci95: readonly [low: number, high: number] }
export type TaskFigures = {
  readonly n: number
  readonly patients: number
  readonly metrics: Readonly<Record<string, Figure>>
}

const ROUNDS = 500
const SEED = 7

/**
 * Metrics of all rows with 95 % intervals (percentile bootstrap) over patients drawn with replacement: rows of one
 * patient are not independent. Seeded: the same rows give the same intervals.
 */
export function withIntervals<Row extends { readonly patient: string }>(
  rows: readonly Row[],
  metricsOf: (rows: readonly Row[]) => Readonly<Record<string, number>>,
): TaskFigures {
  const patients = [...new Set(rows.map(({ patient }) => patient))].map((patient) =>
    rows.filter((row) => row.patient === patient),
  )
  const random = generator(SEED)
  const drawn = Array.from({ length: ROUNDS }, () => {
    const sample = patients.flatMap(() => patients[Math.floor(random() * patients.length)]!)
    return metricsOf(sample)
  })
  const metrics = Object.entries(metricsOf(rows)).map(([name, value]) => {
    const values = drawn.flatMap((metric) => metric[name] ?? []).sort((a, b) => a - b)
    const interval =
      values.length > 0 ? ([at(values, 0.025), at(values, 0.975)] as const) : ([value, value] as const)
    return [name, { value, ci95: interval }] as const
  })
  return { n: rows.length, patients: patients.length, metrics: Object.fromEntries(metrics) }
}

function at(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const lower = sorted[below] as number
  return lower + ((sorted[below + 1] ?? lower) - lower) * (position - below)
}

/** Numbers in [0, 1). Source: mulberry32, Tommy Ettinger, public domain. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
