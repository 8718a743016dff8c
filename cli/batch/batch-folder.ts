import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { EntryOutcome } from './outcome.ts'
import type { BatchList, ListedEntry, UnreadFile } from './list-studies.ts'

/** The folder of DIR that holds what a batch knows of itself, beside the folders of the studies and the tables. */
const STATE_FOLDER = '.cauda-batch'

/** What all studies of one batch have in common; a batch goes on only with the same. */
export type BatchSettings = {
  readonly source: string
  readonly pack: string
  /** Of the pack's manifest, which names the hash of every other file. */
  readonly packSha256: string
  readonly formats: readonly string[]
  readonly appVersion: string
}

/**
 * The folder that a batch writes into. Every file appears whole or not at all, so that a batch that was killed at any moment
 * can go on: a study counts as read once its outcome is there, and the outcome is written last.
 */
export type BatchFolder = {
  readonly path: string
  readSettings(): Promise<BatchSettings | undefined>
  writeSettings(settings: BatchSettings): Promise<void>
  readList(): Promise<BatchList | undefined>
  writeList(list: BatchList): Promise<void>
  readOutcome(entryId: string): Promise<EntryOutcome | undefined>
  /** An empty folder of its own for the files of one entry while they are written. */
  createWorkFolder(entryId: string): Promise<string>
  /** Moves the studies from the work folder into place, replacing what an earlier run left, and notes the outcome. */
  commit(workFolder: string, outcome: EntryOutcome): Promise<void>
  /** Removes the work folders that killed runs left behind. */
  removeWorkFolders(): Promise<void>
}

export function openBatchFolder(path: string): BatchFolder {
  const state = join(path, STATE_FOLDER)
  const settingsPath = join(state, 'settings.json')
  const listPath = join(state, 'studies.jsonl')
  const workPath = join(state, 'work')
  // Two characters of the id name a folder: a directory of a million files is slow on most file systems.
  const outcomePath = (id: string) => join(state, 'outcomes', id.slice(0, 2), `${id}.json`)

  return {
    path,
    readSettings: () => readJson<BatchSettings>(settingsPath),
    writeSettings: (settings) => writeWhole(settingsPath, `${JSON.stringify(settings, undefined, 2)}\n`),
    readList: () => readList(listPath),
    writeList: (list) => writeWhole(listPath, listLines(list)),
    readOutcome: (entryId) => readJson<EntryOutcome>(outcomePath(entryId)),

    async createWorkFolder(entryId) {
      await mkdir(workPath, { recursive: true })
      return mkdtemp(join(workPath, `${entryId}-`))
    },

    async commit(workFolder, outcome) {
      for (const { kind, study } of outcome.studies) {
        if (kind === 'read') await replaceFolder(join(workFolder, study), join(path, study))
      }
      await writeWhole(outcomePath(outcome.id), JSON.stringify(outcome))
      await rm(workFolder, { recursive: true, force: true })
    },

    removeWorkFolders: () => rm(workPath, { recursive: true, force: true }),
  }
}

/** Writes a file that appears whole or not at all, even when the machine is switched off meanwhile. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(unfinished(path), content, { flush: true })
  await rename(unfinished(path), path)
}

/** The name of a file until it is whole: several shards, perhaps on several machines, may write the same one. */
export function unfinished(path: string): string {
  return `${path}.${hostname()}-${process.pid}.part`
}

/**
 * A run that a scheduler took for dead may still finish the same study, and put its folder there between the two steps. Both
 * folders hold the same reading, so either may stay.
 */
async function replaceFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  try {
    await rename(from, to)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** One line a study, so that a list of a million can be read, searched and cut with the tools for lines. */
function listLines({ entries, unread }: BatchList): string {
  const lines = [
    ...entries.map((entry) => JSON.stringify(entry)),
    ...unread.map((file) => JSON.stringify({ unread: file })),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

async function readList(path: string): Promise<BatchList | undefined> {
  const entries: ListedEntry[] = []
  const unread: UnreadFile[] = []
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
      const parsed = JSON.parse(line) as ListedEntry | { readonly unread: UnreadFile }
      if ('unread' in parsed) unread.push(parsed.unread)
      else entries.push(parsed)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return { entries, unread }
}
