import { readFileSync } from 'node:fs'

/** Linux counts a process's time in hundredths of a second (USER_HZ), whatever its kernel's own clock. */
const TICKS_A_SECOND = 100

/** Bytes of a process, those that it shares with n others as one n-th; 0 of a process that has ended meanwhile. */
export function proportionalSize(id: number): number {
  const rollup = readProc(id, 'smaps_rollup')
  if (rollup === undefined) return 0
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]
  if (kibibytes === undefined) throw new Error('bench.odd-process: no Pss in smaps_rollup')
  return Number(kibibytes) * 1024
}

/** Seconds that a process and its threads have computed; 0 of a process that has ended meanwhile. */
export function processorSeconds(id: number): number {
  const stat = readProc(id, 'stat')
  if (stat === undefined) return 0
  // The name in parentheses may hold spaces; utime and stime are the 14th and 15th fields, of which two stand before it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

function readProc(id: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'latin1')
  } catch (cause) {
    if (['ENOENT', 'ESRCH'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined
    throw cause
  }
}
