import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { expectState, openSample } from './study-page.ts'

const DIST = join(import.meta.dirname, '..', 'dist')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
}

let host: Server
let other: Server
const heard: string[] = []

const listen = (server: Server) =>
  new Promise<string>((resolve) => {
    server.listen(0, 'localhost', () =>
      resolve(`http://localhost:${(server.address() as AddressInfo).port}/`),
    )
  })

/** A static host that sends no header of its own, and one that hears whatever gets out. */
async function hosts(): Promise<{ readonly page: string; readonly elsewhere: string }> {
  host = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = join(DIST, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (bytes) =>
        response
          .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
          .end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  other = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('')
  })
  return { page: await listen(host), elsewhere: await listen(other) }
}

test.afterEach(() => {
  host.close()
  other.close()
})

test('on a host that sends no headers, nothing gets out of the page or its workers', async ({ page }) => {
  const { page: address, elsewhere } = await hosts()
  await page.goto(address)
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  expect(page.workers().length).toBeGreaterThanOrEqual(2)

  for (const worker of page.workers()) {
    const outcomes = await worker.evaluate(async (url) => {
      const tried = (work: () => Promise<unknown>) =>
        work().then(
          () => 'out',
          () => 'refused',
        )
      return [
        await tried(() => fetch(`${url}fetch`, { mode: 'no-cors' })),
        await tried(() => import(/* @vite-ignore */ `${url}import`)),
      ]
    }, `${elsewhere}worker-`)
    expect(outcomes).toEqual(['refused', 'refused'])
  }

  await page.evaluate(async (url) => {
    await fetch(`${url}fetch`, { mode: 'no-cors' }).catch(() => undefined)
    new Image().src = `${url}image`
    navigator.sendBeacon(`${url}beacon`)
    const prefetch = Object.assign(document.createElement('link'), {
      rel: 'prefetch',
      href: `${url}prefetch`,
    })
    document.head.append(prefetch)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }, `${elsewhere}page-`)
  expect(heard).toEqual([])
})

test('with the server away, Report says so in its place, and works once it is back', async ({ page }) => {
  const { page: address } = await hosts()
  await page.goto(address)
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  await page.route('**/*', (route) => route.abort())
  await page.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('review.part-not-loaded')
  await expect(page.getByRole('region', { name: /^Axial T2, image / })).toBeVisible()
  await page.unroute('**/*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog', { name: 'Report' })).toBeVisible()
})

test('an error that nobody caught, and a promise that nobody waited for, become notices', async ({
  page,
}) => {
  const { page: address } = await hosts()
  await page.goto(address)
  await expect(page.locator('.empty-sentence')).toBeVisible()
  await page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('thrown by nobody in particular')
    })
    void Promise.reject(new RangeError('promised by nobody in particular'))
  })
  const notices = page.locator('.page-failures').getByRole('alert') // the host's missing headers are said elsewhere
  await expect(notices).toHaveCount(2)
  await expect(page.getByText('TypeError: thrown by nobody in particular')).toBeVisible()
  await expect(page.getByText('RangeError: promised by nobody in particular')).toBeVisible()
  await notices.first().getByRole('button', { name: 'Dismiss' }).click()
  await expect(notices).toHaveCount(1)
})
