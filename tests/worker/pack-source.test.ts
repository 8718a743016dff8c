import { afterEach, describe, expect, it, vi } from 'vitest'
import { packFiles } from '../../src/worker/pack-source.ts'

const { signal } = new AbortController()
afterEach(() => vi.unstubAllGlobals())

function serve(answer: () => Response) {
  const fetch = vi.fn<(url: URL, options: RequestInit) => Promise<Response>>(() => Promise.resolve(answer()))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

const pack = packFiles({ kind: 'site', key: 'p', url: 'https://site/models/p/' })

describe('a pack on the site', () => {
  it('is asked for its manifest anew each time, and for other files by their hash', async () => {
    const fetch = serve(() => new Response('{}'))
    await pack.read(signal, 'manifest.json')
    await pack.read(signal, 'net/weights.bin', 'ab12')
    const asked = fetch.mock.calls.map(([url, { cache }]) => [url.href, cache])
    expect(asked).toEqual([
      ['https://site/models/p/manifest.json', 'no-cache'],
      ['https://site/models/p/net/weights.bin?sha256=ab12', 'default'],
    ])
  })

  it('has no file where the host answers with a page instead', async () => {
    serve(() => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html; charset=utf-8' } }))
    expect(await pack.read(signal, 'net/weights.bin', 'ab12')).toBeUndefined()
  })
})
