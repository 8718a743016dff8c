import { describe, expect, it } from 'vitest'
import { readDrop } from '../../../src/ui/files/read-drop.ts'

/** A dropped file or folder as the File and Directory Entries API gives it; Node has none, so it is built here. */
type Tree = { readonly [name: string]: Tree | string }

function entryOf(name: string, content: Tree | string, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`
  if (typeof content === 'string') {
    return {
      isFile: true,
      isDirectory: false,
      name,
      fullPath,
      file: (resolve: (file: File) => void, reject: (error: unknown) => void) =>
        content === 'unreadable' ? reject(new DOMException('gone')) : resolve(new File([content], name)),
    } as unknown as FileSystemEntry
  }
  return {
    isFile: false,
    isDirectory: true,
    name,
    fullPath,
    createReader: () => {
      const left = Object.entries(content).map(([child, inner]) => entryOf(child, inner, fullPath))
      // As Chromium does: at most 100 entries at a time, then an empty list.
      return { readEntries: (resolve: (batch: FileSystemEntry[]) => void) => resolve(left.splice(0, 100)) }
    },
  } as unknown as FileSystemEntry
}

function drop(tree: Tree): DataTransfer {
  const items = Object.entries(tree).map(([name, content]) => ({
    kind: 'file',
    webkitGetAsEntry: () => entryOf(name, content),
    getAsFile: () => null,
  }))
  return { items } as unknown as DataTransfer
}

describe('a drop', () => {
  it('is walked to any depth, with the path of each file', async () => {
    const files = await readDrop(drop({ study: { T2: { '1.dcm': 'a', '2.dcm': 'bb' }, 'note.txt': 'c' } }))
    expect(files.map(({ path, file }) => [path, file.size])).toEqual([
      ['study/T2/1.dcm', 1],
      ['study/T2/2.dcm', 2],
      ['study/note.txt', 1],
    ])
  })

  it('finds more than the 100 entries that a reader hands out at once', async () => {
    const many = Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`${index}.dcm`, 'x']))
    expect(await readDrop(drop({ study: many }))).toHaveLength(257)
  })

  it('keeps a file that cannot be reached, empty, so that it is named among those left out', async () => {
    const files = await readDrop(drop({ 'a.dcm': 'unreadable', 'b.dcm': 'x' }))
    expect(files.map(({ path, file }) => [path, file.size])).toEqual([
      ['a.dcm', 0],
      ['b.dcm', 1],
    ])
  })

  it('takes plain files where there are no entries, and leaves text aside', async () => {
    const transfer = {
      items: [
        { kind: 'string' },
        { kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => new File(['abc'], 'c.dcm') },
      ],
    } as unknown as DataTransfer
    const files = await readDrop(transfer)
    expect(files.map(({ path }) => path)).toEqual(['c.dcm'])
  })

  it('walks file system handles where there are neither entries nor bytes', async () => {
    const inner = { kind: 'file', name: '1.dcm', getFile: () => Promise.resolve(new File(['x'], '1.dcm')) }
    const folder = {
      kind: 'directory',
      name: 'study',
      async *values() {
        yield await Promise.resolve(inner)
      },
    }
    const item = { kind: 'file', getAsFile: () => null, getAsFileSystemHandle: () => Promise.resolve(folder) }
    const files = await readDrop({ items: [item] } as unknown as DataTransfer)
    expect(files.map(({ path }) => path)).toEqual(['study/1.dcm'])
  })
})
