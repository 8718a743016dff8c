import type { Instance } from './instance.ts'

/** With more folders than this a look into each would take longer than it saves. */
const MOST_FOLDERS = 512

/** Folders that are brought forward; each time the queue is gone through once. */
const MOST_PREFERRED = 16

/** The folder that a file lies in, with a slash at its end; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/**
 * Files with one of each folder in front. Exports keep a series in a folder: after a look into each it is known where the
 * sagittal images lie, which the reader wants to see first.
 */
export function oneOfEachFolderFirst<T>(files: readonly T[], pathOf: (file: T) => string): readonly T[] {
  const seen = new Set<string>()
  const first: T[] = []
  const others: T[] = []
  for (const file of files) {
    const folder = folderOf(pathOf(file))
    if (seen.has(folder)) others.push(file)
    else first.push(file)
    seen.add(folder)
  }
  return first.length > 1 && first.length <= MOST_FOLDERS ? [...first, ...others] : files
}

/** Remembers which folders were brought forward. */
export type FolderPreference = {
  /** The folder to read before the others now: an image's own, the first time that a sagittal MR image comes from it. */
  prefer(found: Instance): string | undefined
}

export function createFolderPreference(): FolderPreference {
  const preferred = new Set<string>()
  return {
    prefer(found) {
      const folder = folderOf(found.path)
      if (preferred.size >= MOST_PREFERRED || preferred.has(folder) || !isSagittalMr(found)) return undefined
      preferred.add(folder)
      return folder
    },
  }
}

/** The normal of its first image lies nearer to the patient's left and right than to any other axis. */
function isSagittalMr({ modality, frames }: Instance): boolean {
  const geometry = frames[0]?.geometry
  if (!geometry || (modality !== undefined && modality !== 'MR')) return false
  const { columnDirection: along, rowDirection: down } = geometry
  const leftRight = Math.abs(along[1] * down[2] - along[2] * down[1])
  return leftRight > Math.SQRT1_2
}
