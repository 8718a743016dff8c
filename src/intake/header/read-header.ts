import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { ByteSource } from '../byte-source.ts'
import { inflatedSource } from '../archive/inflated-source.ts'
import { nameFileKind } from './name-file-kind.ts'
import { parseDataSet, parseFileMeta } from './parse-header.ts'
import type { DataSetHeader, FileMeta } from './parse-header.ts'

/** A header and the bytes that its pixel offsets count in. */
export type Header = DataSetHeader & {
  readonly meta: FileMeta
  /** The file itself, or its inflated data set. */
  readonly source: ByteSource
  /** Bytes that were read to know it. */
  readonly bytesRead: number
}

/** The first read: it holds the whole header of a classic image, private vendor groups included, nine times in ten. */
export const FIRST_READ = 64 * 1024

/** Enhanced objects of thousands of frames have headers of some ten MB; more than this is no header. */
const LONGEST_HEADER = 24 * 1024 * 1024

/** Reads a file's header and no more than that; `known`: its first bytes, where they were read already. Diagnostics: `intake.empty-file`, `intake.not-dicom`, `intake.header-too-long`. */
export async function readHeader(source: ByteSource, known?: Uint8Array): Promise<Result<Header>> {
  const prefix = known ?? (await source.read(0, Math.min(FIRST_READ, source.size)))
  if (prefix.length === 0) return fail(diagnose('intake.empty-file', 'warning', source.path))
  const meta = parseFileMeta(prefix)
  if (!meta) return fail(notDicom(source.path, prefix))
  return meta.transferSyntax.deflated
    ? readDataSet(inflatedSource(source, meta.dataSetOffset), new Uint8Array(0), 0, meta)
    : readDataSet(source, prefix, meta.dataSetOffset, meta)
}

async function readDataSet(
  source: ByteSource,
  prefix: Uint8Array,
  offset: number,
  meta: FileMeta,
): Promise<Result<Header>> {
  let bytes = prefix
  let wanted = Math.max(FIRST_READ, prefix.length)
  let complete = prefix.length > 0 && (prefix.length < FIRST_READ || prefix.length >= source.size)
  for (;;) {
    if (!complete && bytes.length < wanted) {
      const end = Math.min(wanted, source.size)
      bytes = join(bytes, await source.read(bytes.length, end))
      complete = bytes.length < end || bytes.length >= source.size
    }
    const header = parseDataSet(bytes, offset, meta.transferSyntax, complete)
    if (!('needsMore' in header)) return succeed({ ...header, meta, source, bytesRead: bytes.length })
    if (header.needsMore > LONGEST_HEADER && source.size > LONGEST_HEADER) {
      return fail(
        diagnose('intake.header-too-long', 'warning', source.path, { claimedBytes: header.needsMore }),
      )
    }
    // Each longer look parses from the start again: four times as much at once keeps that cheap.
    wanted = Math.max(header.needsMore, Math.min(bytes.length * 4, LONGEST_HEADER))
  }
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail
  const joined = new Uint8Array(head.length + tail.length)
  joined.set(head)
  joined.set(tail, head.length)
  return joined
}

function notDicom(path: string, prefix: Uint8Array): Diagnostic {
  return diagnose('intake.not-dicom', 'info', path, { kind: nameFileKind(prefix) })
}
