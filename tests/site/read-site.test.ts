import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseSite, readSite } from '../../src/site/read-site.ts'

afterEach(() => vi.unstubAllGlobals())

function serve(body: string, init: ResponseInit = {}) {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, init)))
}

describe('the settings of a site', () => {
  it('are taken as they stand', () => {
    const text =
      '{"pack": "a", "allowedPacks": ["a", "b"], "engine": "wasm", "language": "de", "private": true, ' +
      '"omitIdentifiers": true, "exports": ["pdf", "sr"], "helpdesk": "Radiology IT, 4711"}'
    expect(parseSite(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown })
  })

  it.each([
    ['a field that does not exist', '{"privat": true}', 'privat'],
    ['an unknown format', '{"exports": ["docx"]}', 'exports.0'],
    ['a text where a truth value belongs', '{"private": "yes"}', 'private'],
    ['an empty list of packs', '{"allowedPacks": []}', 'allowedPacks'],
    ['a pack that is not among those allowed', '{"pack": "c", "allowedPacks": ["a"]}', 'pack'],
    ['a list instead of settings', '[]', ''],
  ])('are refused for %s, which is named', (_what, text, field) => {
    expect(parseSite(text)).toMatchObject({
      ok: false,
      diagnostic: { code: 'site.wrong-field', fields: { field } },
    })
  })

  it('are refused where they are no JSON', () => {
    expect(parseSite('{private: true}')).toMatchObject({ ok: false, diagnostic: { code: 'site.unreadable' } })
  })

  it('are none where the host has no such file, or answers with the page', async () => {
    serve('', { status: 404 })
    expect(await readSite('http://site/site.json')).toEqual({ ok: true, value: {} })
    serve('<!doctype html>', { headers: { 'Content-Type': 'text/html' } })
    expect(await readSite('http://site/site.json')).toEqual({ ok: true, value: {} })
  })

  it('are not taken for none where the host fails', async () => {
    serve('', { status: 503 })
    expect(await readSite('http://site/site.json')).toMatchObject({
      diagnostic: { code: 'site.unreadable', fields: { reason: 'HTTP 503' } },
    })
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await readSite('http://site/site.json')).toMatchObject({
      diagnostic: { code: 'site.unreadable', fields: { reason: 'Failed to fetch' } },
    })
  })
})
