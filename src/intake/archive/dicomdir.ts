import { diagnose } from '../../domain/diagnostic.ts'
import type { SkippedFile } from '../../domain/progress.ts'
import { elementOf, items, strings } from '../header/header-values.ts'
import type { DataSetHeader } from '../header/parse-header.ts'

/** A CD's table of contents: the files that it lists, as paths below it. */
export type Dicomdir = { readonly path: string; readonly listed: readonly string[] }

/** The directory in a data set; undefined when it is none. An empty directory has no records but says what it is. */
export function readDicomdir({ table, pixelElement }: DataSetHeader, path: string): Dicomdir | undefined {
  if (pixelElement) return undefined
  if (
    !elementOf(table, 'DirectoryRecordSequence') &&
    !elementOf(table, 'OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity')
  )
    return undefined
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const listed = items(table, 'DirectoryRecordSequence').flatMap((record) => {
    const parts = strings(record, 'ReferencedFileID')
    return parts.length > 0 ? [folder + parts.join('/')] : []
  })
  return { path, listed }
}

const DIRECTORY_NAME = /(^|\/)DICOMDIR(\.|;1)*$/i

/** Whether a file is named as a directory must be: it is read first then, so that it can say what comes next. */
export function isNamedDicomdir(path: string): boolean {
  return DIRECTORY_NAME.test(path)
}

/**
 * Files in the order in which a directory lists them, the others of its CD (its viewer, its pictures) behind. Discs hold
 * their images under numbers that tell nothing; their directories go study by study.
 */
export function inOrderOf<T>(
  { listed }: Dicomdir,
  files: readonly T[],
  pathOf: (file: T) => string,
): readonly T[] {
  const places = new Map(listed.map((path, place) => [plainName(path), place]))
  const placeOf = (file: T) => places.get(plainName(pathOf(file))) ?? places.size
  return files
    .map((file) => ({ file, place: placeOf(file) }))
    .sort((a, b) => a.place - b.place)
    .map(({ file }) => file)
}

/**
 * A directory is believed in nothing: all files are read whatever it lists. It does tell which files of the CD are not there.
 * File names are compared as CDs do, without regard to case or to the `;1` and `.` that some systems put behind them.
 */
export function checkDicomdir({ path, listed }: Dicomdir, paths: readonly string[]): SkippedFile {
  const there = new Set(paths.map(plainName))
  const missing = listed.filter((file) => !there.has(plainName(file)))
  const fields = { listed: listed.length, missing: missing.length, firstMissing: missing[0] ?? '' }
  return {
    path,
    diagnostic: diagnose('intake.dicomdir', missing.length > 0 ? 'warning' : 'info', path, fields),
  }
}

function plainName(path: string): string {
  return path.toUpperCase().replace(/;1$/, '').replace(/\.$/, '')
}
