import { codecs } from '../../cli/node-codecs.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import { decodePixels } from '../../src/intake/pixels/decode-pixels.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import { buildStudies } from '../../src/series/build-studies.ts'

/** No file may take longer than this, in ms of processor time: the clock on the wall also counts what others do. */
const LONGEST_MS = 2000

/** What pixels may take up: 16 MiB, or this many times the file (decode-stored-values.ts); colour's grey adds a third. */
const GRANTED_BYTES = 24 * 1024 * 1024
const GRANTED_FACTOR = 1536

/** Reads one hostile file all the way to pixels; throws an Error that says which promise was broken. */
export async function readHostile(bytes: Uint8Array): Promise<'opened' | 'diagnosed'> {
  const { signal } = new AbortController()
  const started = processorMs()
  const { instances, skipped } = await readFiles(
    signal,
    [bytesSource('hostile', bytes)],
    codecs,
    () => undefined,
  )
  if (instances.length === 0 && skipped.length === 0) throw new Error('neither read nor skipped')
  for (const { diagnostic } of skipped) requireCode(diagnostic.code)
  buildStudies(instances)
  let outcome: 'opened' | 'diagnosed' = instances.length > 0 ? 'opened' : 'diagnosed'
  for (const instance of instances) {
    const pixels = await decodePixels(signal, instance, 1, codecs)
    if (!pixels.ok) {
      requireCode(pixels.diagnostic.code)
      outcome = 'diagnosed'
    } else if (pixels.value.data.byteLength > Math.max(GRANTED_BYTES, bytes.length * GRANTED_FACTOR)) {
      throw new Error(`${pixels.value.data.byteLength} bytes of pixels from a file of ${bytes.length}`)
    }
  }
  const took = processorMs() - started
  if (took > LONGEST_MS) throw new Error(`took ${Math.round(took)} ms`)
  return outcome
}

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function requireCode(code: string): void {
  if (!/^(intake|series)\.[a-z0-9-]+$/.test(code)) throw new Error(`the diagnostic "${code}" has no code`)
}
