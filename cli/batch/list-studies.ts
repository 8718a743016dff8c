import { createHash } from 'node:crypto'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import type { Instance } from '../../src/intake/instance/instance.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import { diagnosticMessage } from '../../src/words/diagnostics.ts'
import { codecs } from '../node-codecs.ts'

/** The files that have to be read together because they share a study; mostly exactly one study. */
export type ListedEntry = {
  /** Stable for the same study in the same source: a hash of what its files have in common. */
  readonly id: string
  /** Relative to SOURCE; of a file in an archive the archive's path, a slash, and the path inside. Sorted. */
  readonly files: readonly string[]
}

/** A file that could not be read, so that nobody knows which study it belongs to. */
export type UnreadFile = { readonly file: string; readonly code: string; readonly message: string }

/** `entries` in the order of their first files. */
export type BatchList = { readonly entries: readonly ListedEntry[]; readonly unread: readonly UnreadFile[] }

/** Headers held at once. The list itself keeps paths only. */
const FILES_AT_ONCE = 1000

/**
 * Sorts the files of a source by study, from their headers. What is no DICOM image belongs to no study and is passed over;
 * a file that should have been one, and cannot be read, is in `unread`.
 */
export async function listStudies(
  signal: AbortSignal,
  sources: readonly ByteSource[],
  onProgress: (filesDone: number, filesFound: number) => void,
): Promise<BatchList> {
  const groups = createGroups()
  const unread: UnreadFile[] = []
  for (let start = 0; start < sources.length; start += FILES_AT_ONCE) {
    const some = sources.slice(start, start + FILES_AT_ONCE)
    const { instances, skipped } = await readFiles(signal, some, codecs, () => undefined)
    for (const instance of instances) groups.add(instance.path, studyKeys(instance))
    for (const { path, diagnostic } of skipped) {
      if (diagnostic.severity === 'error')
        unread.push({ file: path, code: diagnostic.code, message: diagnosticMessage(diagnostic) })
    }
    onProgress(Math.min(start + FILES_AT_ONCE, sources.length), sources.length)
  }
  return { entries: groups.entries(), unread: unread.sort((a, b) => compare(a.file, b.file)) }
}

/**
 * What two images of one study may have in common; one is enough. Export software may write a StudyInstanceUID for each
 * series: then patient, date and frame of reference hold them together. Anonymisers may leave the UID out: then the
 * folder directly below SOURCE does.
 */
function studyKeys({
  path,
  studyInstanceUid,
  madeUids,
  patient,
  study,
  frameOfReferenceUid,
}: Instance): readonly string[] {
  const folder = path.split('/')[0] ?? ''
  const first = madeUids.includes('study') ? `folder ${folder}` : `study ${studyInstanceUid}`
  return frameOfReferenceUid && patient.id && study.date
    ? [first, `examination ${patient.id} ${study.date} ${frameOfReferenceUid}`]
    : [first]
}

type Group = { name: string; files: string[]; mergedInto: Group | undefined }

/** Files in groups that grow together where they share a key. */
function createGroups() {
  const byKey = new Map<string, Group>()

  function rootOf(group: Group): Group {
    let root = group
    while (root.mergedInto) root = root.mergedInto
    return root
  }

  function merge(a: Group, b: Group): Group {
    const [large, small] = a.files.length >= b.files.length ? [a, b] : [b, a]
    for (const file of small.files) large.files.push(file)
    if (small.name < large.name) large.name = small.name
    small.files = []
    small.mergedInto = large
    return large
  }

  return {
    add(file: string, keys: readonly string[]): void {
      let group: Group | undefined
      for (const key of keys) {
        const known = byKey.get(key)
        const root = known && rootOf(known)
        if (root && group && root !== group) group = merge(group, root)
        else group ??= root
      }
      group ??= { name: keys[0] ?? file, files: [], mergedInto: undefined }
      group.files.push(file)
      for (const key of keys) byKey.set(key, group)
    },
    entries(): readonly ListedEntry[] {
      const roots = new Set([...byKey.values()].map(rootOf))
      return [...roots]
        .map(({ name, files }) => ({ id: idOf(name), files: files.sort(compare) }))
        .sort((a, b) => compare(a.files[0]!, b.files[0]!))
    },
  }
}

function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 20)
}

/** By code units, the same on every machine whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
