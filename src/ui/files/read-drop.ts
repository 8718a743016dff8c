import type { SourceFile } from '../../review/ports.ts'

/**
 * The files of a drop, folders walked to any depth. Call it within the drop event: the browser forgets the items afterwards,
 * so they are all taken before the first wait. A file that cannot be reached is kept as an empty one under its path, so that
 * intake names it among those left out.
 */
export function readDrop(transfer: DataTransfer): Promise<readonly SourceFile[]> {
  const taken = [...transfer.items].filter(({ kind }) => kind === 'file').map(takeItem)
  return Promise.all(taken).then((lists) => lists.flat())
}

/** How long the page may be kept from answering, ms. */
const LONGEST_STEP_MS = 40

/**
 * The files of an `<input type=file>`, with their path inside the folder chosen. Chromium asks the disk for the size of each when
 * it is first needed, and waits: 10,000 files handed to a worker at once would hold the page for seconds. So they are
 * asked here, some at a time.
 */
export async function readInput(list: FileList): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = []
  let began = performance.now()
  for (const file of [...list]) {
    Reflect.get(file, 'size') // asked of the disk now, while somebody watches the clock
    files.push({ path: file.webkitRelativePath || file.name, file })
    if (performance.now() - began < LONGEST_STEP_MS) continue
    await new Promise((resolve) => setTimeout(resolve))
    began = performance.now()
  }
  return files
}

/** Entries are what every browser gives for folders; a handle serves where there are none; a plain file is the last resort. */
function takeItem(item: DataTransferItem): Promise<readonly SourceFile[]> {
  const entry = 'webkitGetAsEntry' in item ? item.webkitGetAsEntry() : null
  if (entry !== null) return walkEntry(entry)
  const file = item.getAsFile()
  if (file !== null && file.size > 0) return Promise.resolve([{ path: file.name, file }])
  const handle = 'getAsFileSystemHandle' in item ? (item as HandleItem).getAsFileSystemHandle() : undefined
  if (handle !== undefined) return handle.then((found) => (found === null ? [] : walkHandle(found, '')))
  return Promise.resolve(file === null ? [] : [{ path: file.name, file }])
}

/** Not yet in TypeScript's DOM types: https://developer.mozilla.org/docs/Web/API/DataTransferItem/getAsFileSystemHandle */
type HandleItem = {
  getAsFileSystemHandle(): Promise<FileSystemFileHandle | FileSystemDirectoryHandle | null>
}

async function walkHandle(
  handle: FileSystemFileHandle | FileSystemDirectoryHandle,
  folder: string,
): Promise<readonly SourceFile[]> {
  const path = `${folder}${handle.name}`
  if (handle.kind === 'file') return [{ path, file: await handle.getFile() }]
  const files: SourceFile[] = []
  for await (const child of childrenOf(handle)) files.push(...(await walkHandle(child, `${path}/`)))
  return files
}

function childrenOf(directory: FileSystemDirectoryHandle) {
  return (
    directory as unknown as { values(): AsyncIterable<FileSystemFileHandle | FileSystemDirectoryHandle> }
  ).values()
}

async function walkEntry(entry: FileSystemEntry): Promise<readonly SourceFile[]> {
  if (isFile(entry)) return [{ path: pathOf(entry), file: await fileOf(entry) }]
  if (!isDirectory(entry)) return []
  const children = await childEntries(entry)
  return (await Promise.all(children.map(walkEntry))).flat()
}

/** A reader hands out at most 100 entries at a time (Chromium): it is asked until it has none left. */
async function childEntries(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]))
    })
    if (batch.length === 0) return all
    all.push(...batch)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve) => {
    entry.file(resolve, () => resolve(new File([], entry.name)))
  })
}

function pathOf(entry: FileSystemEntry): string {
  return entry.fullPath.replace(/^\//, '')
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
