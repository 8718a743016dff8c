import { assertNotCancelled } from '../../domain/cancel.ts'
import { diagnose } from '../../domain/diagnostic.ts'
import type { SkippedFile } from '../../domain/progress.ts'
import { UnreadableFile } from '../byte-source.ts'
import type { Codecs } from '../codecs/codecs.ts'
import { decodeStoredValues } from '../pixels/decode-stored-values.ts'
import type { Instance } from './instance.ts'

/**
 * Objects of one series that share a SOPInstanceUID: with equal pixels at one place they are copies, kept once (`intake.duplicate`); with different
 * ones they are different images under one name, kept all and reported (`intake.same-uid-different-pixels`).
 */
export async function settleDuplicates(
  signal: AbortSignal,
  instances: readonly Instance[],
  codecs: Codecs,
): Promise<{ readonly instances: readonly Instance[]; readonly skipped: readonly SkippedFile[] }> {
  const kept: Instance[] = []
  const skipped: SkippedFile[] = []
  const byId = new Map<string, Namesakes>()
  const inPathOrder = [...instances].sort((a, b) => (a.path < b.path ? -1 : 1))
  for (const instance of inPathOrder) {
    const namesakes: Namesakes = byId.get(instance.id) ?? { settled: [], byDigest: new Map() }
    byId.set(instance.id, namesakes)
    const copyOf = await findCopy(signal, instance, namesakes, codecs)
    if (copyOf) {
      const fields = { sameAs: copyOf.path, sopInstanceUid: instance.sopInstanceUid }
      skipped.push({
        path: instance.path,
        diagnostic: diagnose('intake.duplicate', 'info', instance.path, fields),
      })
      continue
    }
    const settled = namesakes.settled.length === 0 ? instance : asNamesake(instance, namesakes.settled)
    namesakes.settled.push(settled)
    kept.push(settled)
  }
  return { instances: kept, skipped }
}

function asNamesake(instance: Instance, namesakes: readonly Instance[]): Instance {
  const diagnostic = diagnose('intake.same-uid-different-pixels', 'warning', instance.path, {
    sharedWith: namesakes[0]!.path,
    sopInstanceUid: instance.sopInstanceUid,
  })
  return {
    ...instance,
    id: `${instance.id}~${namesakes.length + 1}`,
    diagnostics: [...instance.diagnostics, diagnostic],
  }
}

/** Different images under one name, and those of them with one digest: each image is decoded once to be told apart. */
type Namesakes = { readonly settled: Instance[]; readonly byDigest: Map<string, Instance[]> }

async function findCopy(
  signal: AbortSignal,
  instance: Instance,
  { settled, byDigest }: Namesakes,
  codecs: Codecs,
): Promise<Instance | undefined> {
  const [first] = settled
  if (!first) return undefined
  if (byDigest.size === 0) byDigest.set(await digestOf(signal, first, codecs), [first])
  const digest = await digestOf(signal, instance, codecs)
  const alike = byDigest.get(digest) ?? []
  for (const namesake of alike) {
    if (await havePixelsInCommon(signal, instance, namesake, codecs)) return namesake
  }
  byDigest.set(digest, [...alike, instance])
  return undefined
}

/** Size, place and a sum over the first frame's values: images that differ in it are different, others may be. */
async function digestOf(signal: AbortSignal, instance: Instance, codecs: Codecs): Promise<string> {
  assertNotCancelled(signal)
  const { numberOfFrames, rows, columns } = instance.pixels
  const stored = await decodeStoredValues(signal, instance, 1, codecs)
  return JSON.stringify([
    numberOfFrames,
    rows,
    columns,
    instance.frames[0]?.geometry,
    stored.ok ? sumOf(stored.value.data) : undefined,
  ])
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum = (Math.imul(sum, 31) + values[index]!) | 0
  return sum
}

/** Equal in the first and last frame, whatever the coding. Two that cannot be decoded are compared byte by byte. */
async function havePixelsInCommon(
  signal: AbortSignal,
  a: Instance,
  b: Instance,
  codecs: Codecs,
): Promise<boolean> {
  const frames = a.pixels.numberOfFrames
  if (frames !== b.pixels.numberOfFrames || a.pixels.rows !== b.pixels.rows) return false
  if (a.pixels.columns !== b.pixels.columns) return false
  for (const frame of new Set([1, frames])) {
    const first = await decodeStoredValues(signal, a, frame, codecs)
    const second = await decodeStoredValues(signal, b, frame, codecs)
    if (first.ok !== second.ok) return false
    if (first.ok && second.ok && !equal(first.value.data, second.value.data)) return false
    if (!first.ok && !(await haveBytesInCommon(a, b))) return false
  }
  return true
}

async function haveBytesInCommon(a: Instance, b: Instance): Promise<boolean> {
  if (a.pixels.length !== b.pixels.length || a.pixels.source.size !== b.pixels.source.size) return false
  try {
    const [first, second] = await Promise.all([readStart(a), readStart(b)])
    return equal(first, second)
  } catch (error) {
    if (error instanceof UnreadableFile) return false // neither is left out: each says so when it is shown
    throw error
  }
}

const COMPARED_BYTES = 1024 * 1024

function readStart({ pixels: { source, offset } }: Instance): Promise<Uint8Array> {
  return source.read(offset, offset + COMPARED_BYTES)
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
