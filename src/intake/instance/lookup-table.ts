import { elementOf, unsignedShorts, valueBytes } from '../header/header-values.ts'
import type { ElementTable } from '../header/header-values.ts'
import type { AttributeName } from '../header/wanted-tags.ts'

/** A table by which values are looked up (DICOM PS3.3 C.11.1.1 and C.7.6.3.1.5): entry n stands for the value `first + n`. */
export type LookupTable = {
  readonly first: number
  readonly entries: Uint16Array
  /** Bits of an entry, 8 to 16. */
  readonly bits: number
}

const MOST_ENTRIES = 65_536

/**
 * The table that a descriptor (entries, first value, bits) and its data describe; undefined when either is absent or they
 * contradict each other. `signed`: the first value is, where the descriptor's own representation does not say.
 */
export function readLookupTable(
  table: ElementTable,
  descriptor: AttributeName,
  data: AttributeName,
  signed: boolean,
): LookupTable | undefined {
  const [count, start, statedBits = 16] = unsignedShorts(table, descriptor)
  if (count === undefined || start === undefined) return undefined
  const length = count === 0 ? MOST_ENTRIES : count
  const entries = readEntries(table, data, length)
  if (!entries) return undefined
  const vr = elementOf(table, descriptor)?.vr
  const isSigned = vr === undefined ? signed : vr === 'SS'
  const greatest = entries.reduce((most, entry) => Math.max(most, entry), 1)
  return {
    first: isSigned && start > 0x7fff ? start - 0x10000 : start,
    entries,
    // Some writers say 16 of 12-bit tables, which only darkens; those that say 8 of wider ones would overflow.
    bits: Math.min(16, Math.max(statedBits, Math.ceil(Math.log2(greatest + 1)))),
  }
}

/** Entries of 16 bits, or of 8 where there are only as many bytes as entries. */
function readEntries(table: ElementTable, data: AttributeName, count: number): Uint16Array | undefined {
  const bytes = valueBytes(table, data)
  if (bytes.length < count) return undefined
  if (bytes.length < count * 2) return Uint16Array.from(bytes.subarray(0, count))
  return Uint16Array.from(unsignedShorts(table, data).slice(0, count))
}

/** The entry for a value; values before the first and behind the last take those. */
export function lookUp({ first, entries }: LookupTable, value: number): number {
  return entries[Math.min(Math.max(value - first, 0), entries.length - 1)]!
}
