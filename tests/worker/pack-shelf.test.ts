import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MODELS_FOLDER } from '../../cli/node-pack.ts'
import type { PackManifest } from '../../src/domain/pack.ts'
import { loadPack } from '../../src/inference/load-pack.ts'
import { createPackShelf } from '../../src/worker/pack-shelf.ts'
import { packFiles } from '../../src/worker/pack-source.ts'

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

/** The foraminal grader of the served pack, as `convert` without `--base` writes one. */
async function gradersAlone() {
  const path = `${ID}/manifest.json`
  const manifest = JSON.parse(await readFile(join(MODELS_FOLDER, path), 'utf8')) as PackManifest
  const networks = manifest.networks.filter(({ task }) => task === 'grade-foramen')
  const text = JSON.stringify({ ...manifest, id: 'graders', name: 'Graders', networks })
  const files = await handedOver()
  return [...files.filter((file) => file.path.includes('/grade-foramen/')), { path, file: new Blob([text]) }]
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

  it('need a localizer: graders alone say so at the drop, and are offered the one of a pack that the site serves', async () => {
    serveModels()
    const shelf = createPackShelf('http://site/models/')
    const { packs } = await shelf.take(signal, await gradersAlone())
    expect(packs).toMatchObject([
      {
        ok: false,
        diagnostic: {
          code: 'pack.needs-localizer',
          fields: { donor: expect.stringMatching(/\d$/) as string },
        },
      },
    ])
    const [refused] = packs
    if (refused?.ok !== false || refused.diagnostic.code !== 'pack.needs-localizer')
      throw new Error('not refused')
    const before = await shelf.list()
    expect(before.ok && before.value.map(({ key }) => key), 'it is no choice yet').toEqual([ID])

    const completed = await shelf.complete(signal, refused.diagnostic.fields.pack)
    if (!completed.ok) throw new Error(completed.diagnostic.code)
    const { key, manifest } = completed.value
    expect(manifest.networks.map(({ task }) => task)).toEqual(['localize-sagittal', 'grade-foramen'])
    expect(manifest.name).toContain('localize-sagittal (')
    const loaded = await loadPack(signal, packFiles(shelf.source(key)))
    expect(loaded.ok && [...loaded.value.networks.keys()].length).toBe(2)
    expect(loaded.ok && loaded.value.sha256).toMatch(new RegExp(`^${key.slice(key.indexOf('@') + 1)}`))
    const after = await shelf.list()
    expect(after.ok && after.value.map((pack) => pack.key)).toEqual([ID, key])
  })

  it('are offered no localizer where the site serves none', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })))
    const shelf = createPackShelf('http://site/models/')
    const { packs } = await shelf.take(signal, await gradersAlone())
    expect(packs).toMatchObject([{ ok: false, diagnostic: { fields: { donor: '' } } }])
  })

  it('cannot be listed where the site serves none, and are asked for again', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })))
    const shelf = createPackShelf('http://site/models/')
    expect(await shelf.list()).toMatchObject({ ok: false, diagnostic: { code: 'pack.missing-file' } })
    serveModels()
    expect(await shelf.list()).toMatchObject({ ok: true })
  })
})
