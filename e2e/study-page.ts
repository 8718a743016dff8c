import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** The report as JSON, as far as the tests read it (public/schema/report-2.json). */
export type Report = {
  readonly engine: { readonly backend: string; readonly pack: string }
  readonly levels: readonly { readonly level: string; readonly centreMm: readonly [number, number, number] }[]
  readonly findings: readonly {
    readonly level: string
    readonly condition: string
    readonly assessment: { readonly kind: string; readonly proposed?: string; readonly reason?: unknown }
    readonly decision: { readonly reader: string | null; readonly grade: string } | null
  }[]
}

/** Every request that the page and its workers make, and every error that nobody caught. */
export type Watched = { readonly requests: string[]; readonly errors: string[] }

export function watch(page: Page): Watched {
  const watched: Watched = { requests: [], errors: [] }
  page.context().on('request', (request) => watched.requests.push(request.url()))
  page.on('pageerror', (error) => watched.errors.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') watched.errors.push(message.text())
  })
  return watched
}

/** Nothing may leave the origin, and the policy must hold: a violation is an error on the console. */
export function expectNothingLeft(page: Page, { requests }: Watched): void {
  const { origin } = new URL(page.url())
  const left = requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url))
  expect(left).toEqual([])
}

export async function openPage(page: Page, query = ''): Promise<void> {
  await page.goto(`/${query}`)
  await expect(page.locator('html')).toHaveAttribute('data-state', 'empty')
}

export async function openFolder(page: Page, folder: string): Promise<void> {
  await page.getByLabel('Open folder').setInputFiles(folder)
}

export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open sample study' }).click()
}

export async function expectState(page: Page, state: string | RegExp, timeout = 60_000): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-state', state, { timeout })
}

export async function exportAs(page: Page, item: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item, exact: true }).click()
  const anyway = page.getByRole('menuitem', { name: 'Export anyway' })
  if (await anyway.isVisible()) await anyway.click() // undecided cells, or no name of a reader
  return readFile(await (await downloading).path())
}

export async function exportReport(page: Page): Promise<Report> {
  return JSON.parse((await exportAs(page, 'JSON')).toString('utf8')) as Report
}

/** Distance in millimetres. */
export function apart(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, axis) => value - (b[axis] ?? Number.NaN)))
}
