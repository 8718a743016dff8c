import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MODELS_FOLDER } from '../../cli/node-pack.ts'
import { createPackShelf } from '../../src/worker/pack-shelf.ts'

const ID = 'cauda-lumbar-1'
const { signal } = new AbortController()

/** The pack that this project serves, as files that someone hands over. */
async function handedOver(damage?: { readonly path: RegExp; readonly bytes: number }) {
  const paths = await readdir(join(MODELS_FOLDER, ID), { recursive: true, withFileTypes: true })
  const files = paths.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(
    files.map(async (path) => {
      const bytes = new Uint8Array(await readFile(path))
      const kept = damage?.path.test(path) === true ? bytes.subarray(0, damage.bytes) : bytes
      return { path: path.slice(MODELS_FOLDER.length + 1), file: new Blob([kept]) }
    }),
  )
}

function serveModels() {
  vi.stubGlobal('fetch', async (url: URL) => {
    const path = join(MODELS_FOLDER, url.pathname.replace('/models/', ''))
    const bytes = await readFile(path).catch(() => undefined)
    return bytes ? new Response(new Uint8Array(bytes)) : new Response('', { status: 404 })
  })
}

afterEach(() => vi.unstubAllGlobals())

describe('the packs that can be used', () => {
  it('are those of the site and those handed over, which a key of their own tells apart', async () => {
    serveModels()
    const shelf = createPackShelf('http://site/models/')
    const { packs, rest } = await shelf.take(signal, await handedOver())
    expect(rest).toEqual([])
    const listed = await shelf.list()
    expect(listed.ok && listed.value.map(({ origin }) => origin)).toEqual(['site', 'handed-over'])
    const [own] = packs
    expect(own?.ok && own.value.key).toMatch(/^cauda-lumbar-1@[0-9a-f]{12}$/)
    expect(own?.ok && shelf.source(own.value.key).kind).toBe('handed-over')
    expect(shelf.source(ID)).toEqual({ kind: 'site', key: ID, url: `http://site/models/${ID}/` })
  })

  it('are read whole before they are offered: a short file is refused by name', async () => {
    serveModels()
    const shelf = createPackShelf('http://site/models/')
    const { packs } = await shelf.take(signal, await handedOver({ path: /grade-disc.*\.bin$/, bytes: 99 }))
    expect(packs).toMatchObject([{ ok: false, diagnostic: { code: 'pack.truncated-file' } }])
    const listed = await shelf.list()
    expect(listed.ok && listed.value).toHaveLength(1)
  })

  it('cannot be listed where the site serves none, and are asked for again', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })))
    const shelf = createPackShelf('http://site/models/')
    expect(await shelf.list()).toMatchObject({ ok: false, diagnostic: { code: 'pack.missing-file' } })
    serveModels()
    expect(await shelf.list()).toMatchObject({ ok: true })
  })
})
