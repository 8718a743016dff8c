import { assertNotCancelled, Cancelled } from '../domain/cancel.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import type { OpenProgress, SkippedFile } from '../domain/progress.ts'
import type { StructuredReport } from '../domain/structured-report.ts'
import { bytesSource, withKnownFailure } from './byte-source.ts'
import type { ByteSource } from './byte-source.ts'
import type { Codecs } from './codecs/codecs.ts'
import { checkDicomdir, inOrderOf, isNamedDicomdir, readDicomdir } from './archive/dicomdir.ts'
import type { Dicomdir } from './archive/dicomdir.ts'
import { gunzippedSource, isGzip } from './archive/gzip-file.ts'
import { LARGEST_INFLATED } from './archive/inflated-source.ts'
import type { Instance } from './instance/instance.ts'
import { createFolderPreference, folderOf, oneOfEachFolderFirst } from './instance/folder-order.ts'
import type { FolderPreference } from './instance/folder-order.ts'
import { FIRST_READ, readHeader } from './header/read-header.ts'
import { readInstance } from './instance/read-instance.ts'
import { readStructuredReport } from './instance/read-structured-report.ts'
import { settleDuplicates } from './instance/settle-duplicates.ts'
import { isZip, listZip } from './archive/zip-archive.ts'
import type { ArchiveEntry } from './archive/zip-archive.ts'

export type ReadFiles = {
  readonly instances: readonly Instance[]
  readonly reports: readonly StructuredReport[]
  readonly skipped: readonly SkippedFile[]
}

export type ReadingProgress = Pick<
  Extract<OpenProgress, { readonly kind: 'reading' }>,
  'filesDone' | 'filesFound' | 'bytes'
>

/** Reads under way at once: enough to hide the latency of a Blob or a disk, few enough to bound memory. */
const CONCURRENCY = 8

/** Directories beyond these do not change the order of reading. */
const MOST_ORDERING = 16

/** An archive in an archive is opened; one in that is not. */
const DEEPEST_ARCHIVE = 2

/**
 * Reads the headers of files: of each its first part, and more only where the header goes on. Pixels stay where they are.
 * Archives are opened, nested once. Every file is in `instances` or in `skipped`, in no particular order;
 * structured reports, which are no images, are in `skipped` and their content in `reports`. `onProgress` is told
 * after each file, with the instances so far, so that the first study can be shown while the rest still reads; whoever passes
 * it on decides how often. Throws Cancelled.
 */
export async function readFiles(
  signal: AbortSignal,
  files: readonly ByteSource[],
  codecs: Codecs,
  onProgress: (progress: ReadingProgress, soFar: readonly Instance[]) => void,
): Promise<ReadFiles> {
  const reading = startReading(files)
  let filesBegun = 0
  let filesDone = 0
  const readNext = async (file: QueuedFile) => {
    assertNotCancelled(signal)
    filesBegun += 1
    await readFile(file, reading)
    filesDone += 1
    const filesFound = filesBegun + reading.queue.length
    onProgress({ filesDone, filesFound, bytes: reading.bytes }, reading.instances)
  }
  const work = async () => {
    for (let file = reading.queue.pop(); file; file = reading.queue.pop()) await readNext(file)
  }
  // What a CD's directory says of the order helps only before the others are read.
  for (const directory of takeDirectories(reading)) await readNext(directory)
  // A worker that runs out of files ends; an archive found later by another may refill the queue, so they all start over.
  do await Promise.all(Array.from({ length: CONCURRENCY }, work))
  while (reading.queue.length > 0)
  assertNotCancelled(signal)
  const { instances, skipped } = await settleDuplicates(signal, reading.instances, codecs)
  const directories = reading.directories.map((directory) => checkDicomdir(directory, reading.paths))
  return {
    instances,
    reports: reading.reports,
    skipped: [...reading.skipped, ...directories, ...skipped],
  }
}

type QueuedFile = { readonly source: ByteSource; readonly archives: number }

/** What was found so far, and what is still to be read: the last of the queue next. */
type Reading = {
  queue: QueuedFile[]
  readonly folders: FolderPreference
  readonly instances: Instance[]
  readonly reports: StructuredReport[]
  readonly skipped: SkippedFile[]
  readonly directories: Dicomdir[]
  readonly paths: string[]
  bytes: number
}

function startReading(sources: readonly ByteSource[]): Reading {
  const files = sources.map((source) => ({ source: withKnownFailure(source), archives: 0 }))
  const queue = oneOfEachFolderFirst(files, pathOf).toReversed()
  return {
    folders: createFolderPreference(),
    queue,
    instances: [],
    reports: [],
    skipped: [],
    directories: [],
    paths: [],
    bytes: 0,
  }
}

function pathOf({ source }: QueuedFile): string {
  return source.path
}

/** Takes the directories out of the queue, the one that was handed over first in front. */
function takeDirectories(reading: Reading): readonly QueuedFile[] {
  const isDirectory = (file: QueuedFile) => isNamedDicomdir(pathOf(file))
  const directories = reading.queue.filter(isDirectory).reverse()
  if (directories.length > 0) reading.queue = reading.queue.filter((file) => !isDirectory(file))
  return directories
}

/** Reads one file into the list where it belongs. A file that can no longer be read is skipped, and nothing else fails. */
async function readFile(file: QueuedFile, reading: Reading): Promise<void> {
  const { source } = file
  reading.paths.push(source.path)
  try {
    const prefix = await source.read(0, Math.min(FIRST_READ, source.size))
    if (isZip(prefix)) await openArchive(file, reading)
    else if (isGzip(prefix)) await readObject(gunzippedSource(source, prefix), undefined, reading)
    else await readObject(source, prefix, reading)
  } catch (error) {
    if (error instanceof Cancelled) throw error
    const reason = error instanceof Error ? error.message : String(error)
    skip(reading, source.path, diagnose('intake.unreadable-file', 'error', source.path, { reason }))
  }
}

async function readObject(
  source: ByteSource,
  prefix: Uint8Array | undefined,
  reading: Reading,
): Promise<void> {
  const header = await readHeader(source, prefix)
  if (!header.ok) {
    skip(reading, source.path, header.diagnostic)
    return
  }
  reading.bytes += header.value.bytesRead
  const directory = readDicomdir(header.value, source.path)
  if (directory) {
    reading.directories.push(directory)
    if (reading.directories.length <= MOST_ORDERING) {
      reading.queue = inOrderOf(directory, reading.queue.toReversed(), pathOf).toReversed()
    }
    return
  }
  const report = readStructuredReport(header.value, source.path)
  if (report) {
    reading.reports.push(report)
    skip(reading, source.path, diagnose('intake.structured-report', 'info', source.path))
    return
  }
  const instance = readInstance(header.value, source.path)
  if (!instance.ok) {
    skip(reading, source.path, instance.diagnostic)
    return
  }
  reading.instances.push(instance.value)
  const folder = reading.folders.prefer(instance.value)
  if (folder !== undefined) {
    const isNear = (file: QueuedFile) => folderOf(pathOf(file)) === folder
    reading.queue = [...reading.queue.filter((file) => !isNear(file)), ...reading.queue.filter(isNear)]
  }
}

/** Queues the files of an archive. One inside another is unpacked as a whole first: its directory stands at its end. */
async function openArchive({ source, archives }: QueuedFile, reading: Reading): Promise<void> {
  const { path, size } = source
  if (archives >= DEEPEST_ARCHIVE) {
    skip(reading, path, diagnose('intake.archive-too-deep', 'warning', path))
    return
  }
  if (archives > 0 && size > LARGEST_INFLATED) {
    skip(reading, path, diagnose('intake.archive-too-large', 'error', path, { bytes: size }))
    return
  }
  const archive = archives > 0 ? bytesSource(path, await source.read(0, size)) : source
  const listed = await listZip(archive)
  if (!listed.ok) {
    skip(reading, path, listed.diagnostic)
    return
  }
  if (listed.value.length === 0) skip(reading, path, diagnose('intake.archive-empty', 'info', path))
  const isLocked = ({ content }: ArchiveEntry) =>
    !content.ok && content.diagnostic.code === 'intake.archive-encrypted'
  if (listed.value.length > 0 && listed.value.every(isLocked)) {
    skip(reading, path, diagnose('intake.archive-encrypted', 'error', path, { files: listed.value.length }))
    return
  }
  const inArchive: QueuedFile[] = []
  for (const { path: entryPath, content } of listed.value) {
    if (content.ok) inArchive.push({ source: content.value, archives: archives + 1 })
    else skip(reading, entryPath, content.diagnostic)
  }
  for (const file of inArchive.reverse()) reading.queue.push(file)
  for (const directory of takeDirectories(reading)) await readFile(directory, reading)
}

function skip(reading: Reading, path: string, diagnostic: Diagnostic): void {
  reading.skipped.push({ path, diagnostic })
}
