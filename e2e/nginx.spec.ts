import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { hasNginx, startNginx } from '../tests/deploy/nginx.ts'
import { expectNothingLeft, expectState, openSample, watch } from './study-page.ts'

test.skip(!hasNginx, 'needs nginx')

let nginx: Awaited<ReturnType<typeof startNginx>>
test.beforeAll(async () => {
  nginx = await startNginx(join(import.meta.dirname, '..', 'dist'))
})
test.afterAll(() => nginx.stop())

for (const place of ['atRoot', 'atSubPath'] as const) {
  test(`behind nginx ${place} a study is read, and the page finds nothing missing`, async ({ page }) => {
    const watched = watch(page)
    const probed = page.waitForResponse((response) => response.request().method() === 'HEAD')
    await page.goto(nginx[place])
    await probed
    expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true)
    await expect(page.getByRole('alert')).toHaveCount(0)
    await openSample(page)
    await expectState(page, 'analysed', 150_000)
    expectNothingLeft(page, watched)
    expect(watched.errors).toEqual([])
  })
}

test('a site that keeps nothing and offers two formats says so in its menus', async ({ page }) => {
  await page.route('**/site.json', (route) =>
    route.fulfill({ json: { private: true, exports: ['pdf', 'sr'], helpdesk: 'Radiology IT, 4711' } }),
  )
  await page.goto(nginx.atRoot)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByText('This site keeps nothing of a study on this machine.')).toBeVisible()
  await expect(page.getByRole('menuitemcheckbox', { name: /Private/ })).toHaveCount(0)
})

test('a wrong site.json is named, and forbids what it may have forbidden', async ({ page }) => {
  await page.route('**/site.json', (route) => route.fulfill({ json: { privat: true } }))
  await page.goto(nginx.atRoot)
  await expect(page.getByRole('alert')).toContainText('"privat"')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByText('This site keeps nothing of a study on this machine.')).toBeVisible()
})
