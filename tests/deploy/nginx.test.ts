import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECURITY_HEADERS } from '../../csp.ts'
import { hasNginx, startNginx } from './nginx.ts'

const IMMUTABLE = 'public, max-age=31536000, immutable'

describe.skipIf(!hasNginx)('Cauda behind nginx (needs nginx)', () => {
  let site: string
  let nginx: Awaited<ReturnType<typeof startNginx>>

  beforeAll(async () => {
    site = await mkdtemp(join(tmpdir(), 'cauda-site-'))
    await write('index.html', '<!doctype html>')
    await write('site.json', '{}')
    await write('assets/index-ab12.js', 'let a = 1\n'.repeat(300))
    await write('assets/index-ab12.css', 'a {}\n')
    await write('assets/openjpeg-ab12.wasm', '\0asm')
    await write('models/index.json', '{}')
    await write('models/pack-1/manifest.json', '{}')
    await write('models/pack-1/net/weights.bin', '1234')
    nginx = await startNginx(site)
  }, 60_000)

  afterAll(async () => {
    await nginx.stop()
    await rm(site, { recursive: true, force: true })
  })

  async function write(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(site, path)), { recursive: true })
    await writeFile(join(site, path), content)
  }

  describe.each(['atRoot', 'atSubPath'] as const)('%s', (place) => {
    it.each([
      ['', 200, 'text/html', 'no-cache'],
      ['index.html', 200, 'text/html', 'no-cache'],
      ['site.json', 200, 'application/json', 'no-cache'],
      ['assets/index-ab12.js', 200, 'application/javascript', IMMUTABLE],
      ['assets/index-ab12.css', 200, 'text/css', IMMUTABLE],
      ['assets/openjpeg-ab12.wasm', 200, 'application/wasm', IMMUTABLE],
      ['assets/index-cd34.js', 404, 'text/html', 'no-cache'],
      ['models/index.json', 200, 'application/json', 'no-cache'],
      ['models/pack-1/manifest.json', 200, 'application/json', 'no-cache'],
      ['models/pack-1/net/weights.bin', 200, 'application/octet-stream', 'no-cache'],
      ['models/pack-1/net/weights.bin?sha256=03ac', 200, 'application/octet-stream', IMMUTABLE],
      ['models/pack-1/net/gone.bin?sha256=03ac', 404, 'text/html', 'no-cache'],
    ])('answers /%s with %i, its type and how long to keep it', async (path, status, type, caching) => {
      const response = await fetch(new URL(path, nginx[place]))
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toBe(type)
      expect(response.headers.get('cache-control')).toBe(caching)
      const sent = Object.fromEntries(
        Object.keys(SECURITY_HEADERS).map((name) => [name, response.headers.get(name)]),
      )
      expect(sent).toEqual(SECURITY_HEADERS)
      await response.arrayBuffer()
    })

    it('sends script compressed', async () => {
      const response = await fetch(new URL('assets/index-ab12.js', nginx[place]))
      expect(response.headers.get('content-encoding')).toBe('gzip')
      expect(await response.text()).toBe('let a = 1\n'.repeat(300))
    })
  })
})
