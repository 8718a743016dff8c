import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { bundleForPage } from './bundle-for-page.ts'
import type { CodedImage } from './ct-frames.ts'
import type {} from './decoders.ts'
import { figure, median } from './figure.ts'
import type { Figure } from './figure.ts'
import { inFreshPage } from './measure-visit.ts'
import type { Peers } from './peers/install-peers.ts'

const ROUNDS = 30
const ORIGIN = 'http://decoders.bench.test'
const LOADER = '@cornerstonejs/dicom-image-loader'

const OUR_WASM: Readonly<Record<string, string>> = {
  charls: '@cornerstonejs/codec-charls/decodewasm',
  'libjpeg-turbo': '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  openjpeg: '@cornerstonejs/codec-openjpeg/decodewasm',
  openjph: '@cornerstonejs/codec-openjph/wasm',
}

const PEER_WASM: Readonly<Record<string, string>> = {
  'charlswasm_decode.wasm': 'codec-charls',
  'libjpegturbowasm_decode.wasm': 'codec-libjpeg-turbo-8bit',
  'openjpegwasm_decode.wasm': 'codec-openjpeg',
  'openjphjs.wasm': 'codec-openjph',
}

/** Images decoded a second in each coding, in one thread of the same page, by turns with dicom-image-loader's own decoders. */
export async function measureDecoders(
  browser: Browser,
  { libraries: { folder, versions } }: Peers,
  images: readonly CodedImage[],
): Promise<Figure[]> {
  const entry = join(import.meta.dirname, 'decoders.ts')
  const script = await bundleForPage(entry, folder, [LOADER])
  const times = await inFreshPage(browser, async (page) => {
    await servePage(page, script, folder, images)
    const paths = { images: images.length, ours: 'ours', peers: `${ORIGIN}/peers/` }
    return page.evaluate(([given, rounds]) => benchDecoders(given, rounds), [paths, ROUNDS] as const)
  })
  return images.map(({ name }, index) => {
    const perSecond = (ms: readonly number[]) => [1000 / median(ms)]
    const { ours, peer } = times[index]!
    const rate = figure(
      `decoded, ${name}`,
      'images/s',
      perSecond(ours),
      `dicom-image-loader ${versions[LOADER]}`,
      perSecond(peer),
    )
    return { ...rate, n: ROUNDS }
  })
}

async function servePage(
  page: Page,
  script: string,
  peerFolder: string,
  images: readonly CodedImage[],
): Promise<void> {
  const require = createRequire(import.meta.url)
  await page.route(`${ORIGIN}/**`, (route) => {
    const [, first = '', name = ''] = new URL(route.request().url()).pathname.split('/')
    if (first === 'images') return route.fulfill({ body: Buffer.from(images[Number(name)]!.bytes) })
    if (first === 'ours') return route.fulfill({ body: readFileSync(require.resolve(OUR_WASM[name]!)) })
    if (first === 'peers') {
      const file = join(peerFolder, '@cornerstonejs', PEER_WASM[name]!, 'dist', name)
      return route.fulfill({ contentType: 'application/wasm', body: readFileSync(file) })
    }
    return first === 'decoders.js'
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><script type="module" src="/decoders.js"></script>',
        })
  })
  const failed = page.waitForEvent('pageerror', { timeout: 0 }).then((error) => Promise.reject(error))
  await Promise.race([page.goto(ORIGIN), failed])
  await page.waitForFunction(() => 'benchDecoders' in globalThis)
}
