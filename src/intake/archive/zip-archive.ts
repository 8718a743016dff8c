import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { ByteSource } from '../byte-source.ts'
import { inflatedSource } from './inflated-source.ts'

/** A file in an archive: its source, or why it cannot be read. */
export type ArchiveEntry = { readonly path: string; readonly content: Result<ByteSource> }

/** Signatures and lengths of APPNOTE.TXT 6.3.10: sections 4.3.6, 4.3.12, 4.3.14, 4.3.15 and 4.3.16. */
const LOCAL_HEADER_LENGTH = 30
const CENTRAL_HEADER = 0x02014b50
const CENTRAL_HEADER_LENGTH = 46
const ZIP64_END = 0x06064b50
const ZIP64_LOCATOR = 0x07064b50
const ZIP64_LOCATOR_LENGTH = 20
const END = 0x06054b50
const END_LENGTH = 22
const LONGEST_COMMENT = 65_535

const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1
const UTF8_NAME = 1 << 11

/** A directory of a million files takes some 100 MB; one that claims more is damaged. */
const LONGEST_DIRECTORY = 256 * 1024 * 1024

/** Whether a file's first bytes are those of a ZIP archive, an empty one included. */
export function isZip(prefix: Uint8Array): boolean {
  const [p, k, third, fourth] = prefix
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

/**
 * The files of an archive, from its central directory, zip64 included; nothing is unpacked. Each entry is read in ranges, and
 * inflated only as far as it is read. Diagnostics: `intake.archive-damaged`; of an entry `intake.archive-encrypted`,
 * `intake.archive-method`.
 */
export async function listZip(source: ByteSource): Promise<Result<readonly ArchiveEntry[]>> {
  const directory = await findDirectory(source)
  if (!directory) return fail(diagnose('intake.archive-damaged', 'error', source.path))
  const bytes = await source.read(directory.start, directory.start + directory.length)
  const entries: ArchiveEntry[] = []
  const view = viewOf(bytes)
  let position = 0
  while (
    position + CENTRAL_HEADER_LENGTH <= bytes.length &&
    view.getUint32(position, true) === CENTRAL_HEADER
  ) {
    const nameLength = view.getUint16(position + 28, true)
    const extraLength = view.getUint16(position + 30, true)
    const commentLength = view.getUint16(position + 32, true)
    const end = position + CENTRAL_HEADER_LENGTH + nameLength + extraLength + commentLength
    if (end > bytes.length) break
    const header = readCentralHeader(bytes.subarray(position, end), nameLength, extraLength, directory.bias)
    if (!header.name.endsWith('/')) entries.push(toEntry(source, header))
    position = end
  }
  return entries.length > 0 || directory.length === 0
    ? succeed(entries)
    : fail(diagnose('intake.archive-damaged', 'error', source.path))
}

type Directory = {
  readonly start: number
  readonly length: number
  /** What stands before the archive in its file, as before a self-extractor's: offsets count without it. */
  readonly bias: number
}

async function findDirectory(source: ByteSource): Promise<Directory | undefined> {
  const tailStart = Math.max(0, source.size - END_LENGTH - LONGEST_COMMENT - ZIP64_LOCATOR_LENGTH)
  const tail = await source.read(tailStart, source.size)
  const view = viewOf(tail)
  for (let at = tail.length - END_LENGTH; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue
    const wide = await readZip64(source, view, at)
    const length = wide?.length ?? view.getUint32(at + 12, true)
    const offset = wide?.offset ?? view.getUint32(at + 16, true)
    const end = wide?.end ?? tailStart + at
    const start = end - length
    if (length > LONGEST_DIRECTORY || start < 0 || start < offset) return undefined
    return { start, length, bias: start - offset }
  }
  return undefined
}

/** The zip64 end record, where a locator stands before the end record. */
async function readZip64(
  source: ByteSource,
  tail: DataView,
  endAt: number,
): Promise<{ length: number; offset: number; end: number } | undefined> {
  const at = endAt - ZIP64_LOCATOR_LENGTH
  if (at < 0 || tail.getUint32(at, true) !== ZIP64_LOCATOR) return undefined
  const recordAt = Number(tail.getBigUint64(at + 8, true))
  const record = viewOf(await source.read(recordAt, recordAt + 56))
  if (record.byteLength < 56 || record.getUint32(0, true) !== ZIP64_END) return undefined
  return {
    length: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
    end: recordAt,
  }
}

type CentralHeader = {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly packedSize: number
  readonly size: number
  readonly localHeader: number
}

function readCentralHeader(
  bytes: Uint8Array,
  nameLength: number,
  extraLength: number,
  bias: number,
): CentralHeader {
  const view = viewOf(bytes)
  const flags = view.getUint16(8, true)
  const extraAt = CENTRAL_HEADER_LENGTH + nameLength
  const name = readName(bytes.subarray(CENTRAL_HEADER_LENGTH, extraAt), (flags & UTF8_NAME) !== 0)
  const [size, packedSize, localHeader] = widen(
    [view.getUint32(24, true), view.getUint32(20, true), view.getUint32(42, true)],
    bytes.subarray(extraAt, extraAt + extraLength),
  )
  return {
    name,
    flags,
    method: view.getUint16(10, true),
    size: size!,
    packedSize: packedSize!,
    localHeader: localHeader! + bias,
  }
}

/** Values of 0xffffffff are in the zip64 extra field instead, in this order, and only those (4.5.3). */
function widen(values: readonly number[], extra: Uint8Array): readonly number[] {
  const view = viewOf(extra)
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let field = at + 4
    return values.map((value) => {
      if (value !== 0xffffffff || field + 8 > extra.length) return value
      field += 8
      return Number(view.getBigUint64(field - 8, true))
    })
  }
  return values
}

/** UTF-8 where the archive says so or the bytes are it; else Latin-1, whose letters at least keep names apart. */
function readName(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder().decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('iso-8859-1').decode(bytes)
  }
}

function toEntry(archive: ByteSource, header: CentralHeader): ArchiveEntry {
  const path = `${archive.path}/${header.name.replaceAll('\\', '/')}`
  const refused = refuse(path, header)
  return { path, content: refused ? fail(refused) : succeed(entrySource(archive, header, path)) }
}

function refuse(path: string, { flags, method }: CentralHeader): Diagnostic | undefined {
  if ((flags & ENCRYPTED) !== 0) return diagnose('intake.archive-encrypted', 'error', path)
  if (method === STORED || method === DEFLATED) return undefined
  return diagnose('intake.archive-method', 'error', path, { method })
}

function entrySource(archive: ByteSource, header: CentralHeader, path: string): ByteSource {
  const { size, packedSize, method } = header
  let opened: Promise<ByteSource> | undefined
  const open = async (): Promise<ByteSource> => {
    // The local header's own name and extra field may differ in length from the directory's.
    const local = viewOf(await archive.read(header.localHeader, header.localHeader + LOCAL_HEADER_LENGTH))
    if (local.byteLength < LOCAL_HEADER_LENGTH) throw new Error('the archive ends before this file')
    const start =
      header.localHeader + LOCAL_HEADER_LENGTH + local.getUint16(26, true) + local.getUint16(28, true)
    const end = Math.min(start + packedSize, archive.size)
    return method === STORED
      ? rangeSource(archive, path, start, end)
      : inflatedSource(archive, start, { path, end, size })
  }
  return {
    path,
    size,
    async read(from, to) {
      return (await (opened ??= open())).read(from, to)
    },
  }
}

function rangeSource(source: ByteSource, path: string, start: number, end: number): ByteSource {
  return {
    path,
    size: end - start,
    read: (from, to) => source.read(start + from, Math.min(start + to, end)),
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
