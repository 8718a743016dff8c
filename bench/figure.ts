/** One line of the bench: ours beside a peer's, both from one run in the same browser. */
export type Figure = {
  readonly name: string
  readonly ours: number
  readonly peer: number
  readonly peerName: string
  /** ours / peer */
  readonly ratio: number
  readonly unit: string
  /** Repetitions that the medians are of. */
  readonly n: number
}

/** A peer's name where the other side is a limit that the project set itself. */
export const LIMIT = 'limit'

/** The medians of two interleaved series of measurements as a figure. */
export function figure(
  name: string,
  unit: string,
  ours: readonly number[],
  peerName: string,
  peer: readonly number[],
): Figure {
  const [left, right] = [median(ours), median(peer)]
  const n = peerName === LIMIT ? ours.length : Math.min(ours.length, peer.length)
  return {
    name,
    ours: rounded(left),
    peer: rounded(right),
    peerName,
    ratio: right === 0 ? (left === 0 ? 1 : Infinity) : Number((left / right).toPrecision(3)),
    unit,
    n,
  }
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of nothing')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function rounded(value: number): number {
  return Number(value.toFixed(value < 10 ? 2 : value < 1000 ? 1 : 0))
}
