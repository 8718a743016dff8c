import { assertNotCancelled } from '../domain/cancel.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { OpenProgress, SkippedFile } from '../domain/progress.ts'
import type { ByteSource } from './byte-source.ts'
import type { Codecs } from './codecs.ts'
import type { Instance } from './instance.ts'
import { readHeader } from './read-header.ts'
import { settleDuplicates } from './settle-duplicates.ts'
import { readInstance } from './read-instance.ts'

export type ReadFiles = { readonly instances: readonly Instance[]; readonly skipped: readonly SkippedFile[] }

export type ReadingProgress = Extract<OpenProgress, { readonly kind: 'reading' }>

/** Reads under way at once: enough to hide the latency of a Blob or a disk, few enough to bound memory. */
const CONCURRENCY = 8

/**
 * Reads the headers of files: of each its first part, and more only where the header goes on. Pixels stay where they are.
 * Every file is in `instances` or in `skipped`. `onProgress` is told after each file, with the instances so far, so that the
 * first study can be shown while the rest still reads; whoever passes it on decides how often. Throws Cancelled.
 */
export async function readFiles(
  signal: AbortSignal,
  files: readonly ByteSource[],
  codecs: Codecs,
  onProgress: (progress: ReadingProgress, soFar: readonly Instance[]) => void,
): Promise<ReadFiles> {
  const instances: Instance[] = []
  const skipped: SkippedFile[] = []
  const queue = [...files].reverse()
  let filesDone = 0
  let bytes = 0

  const work = async () => {
    for (let file = queue.pop(); file; file = queue.pop()) {
      assertNotCancelled(signal)
      bytes += await readFile(file, instances, skipped)
      filesDone += 1
      onProgress({ kind: 'reading', filesDone, filesFound: filesDone + queue.length, bytes }, instances)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  assertNotCancelled(signal)
  const unique = await settleDuplicates(signal, instances, codecs)
  return { instances: unique.instances, skipped: [...skipped, ...unique.skipped] }
}

/** Reads one file into one of the two lists; gives the bytes that were read. */
async function readFile(file: ByteSource, instances: Instance[], skipped: SkippedFile[]): Promise<number> {
  const header = await readHeader(file).catch((reason: unknown) => String(reason))
  if (typeof header === 'string') {
    skipped.push({
      path: file.path,
      diagnostic: diagnose('intake.unreadable-file', 'error', file.path, { reason: header }),
    })
    return 0
  }
  const instance = header.ok ? readInstance(header.value, file.path) : header
  if (instance.ok) instances.push(instance.value)
  else skipped.push({ path: file.path, diagnostic: instance.diagnostic })
  return header.ok ? header.value.bytesRead : 0
}
