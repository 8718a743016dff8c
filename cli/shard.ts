/** The part of the work that one machine does: part `index` (from 1) of `count`. */
export type Shard = { readonly index: number; readonly count: number }

/** `2/8`; undefined for anything else. */
export function parseShard(text: string): Shard | undefined {
  const match = /^(\d+)\/(\d+)$/.exec(text)
  if (!match) return undefined
  const [index, count] = [Number(match[1]), Number(match[2])]
  return index >= 1 && index <= count ? { index, count } : undefined
}

/** Whether the piece of work at this place of the list belongs to the shard. Neighbours go to different shards, so that they last alike. */
export function inShard({ index, count }: Shard, place: number): boolean {
  return place % count === index - 1
}
