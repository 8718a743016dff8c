import { expect, test } from '@playwright/test'
import { violations } from './accessibility.ts'
import { openPage, openSample, watch } from './study-page.ts'

test('the page changes its language with the study open, and back', async ({ page }) => {
  const watched = watch(page)
  await openPage(page)
  await openSample(page)
  const grid = page.getByRole('grid')
  await expect(grid).toHaveAccessibleName('Findings', { timeout: 90_000 })
  expect(watched.requests.filter((url) => /\/de-[^/]+\.js$/.test(url))).toEqual([])

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await expect(grid).toHaveAccessibleName('Befunde')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.getByRole('button', { name: 'Mehr' })).toBeFocused()
  await expect(page.getByRole('region', { name: /^T2 sagittal, Bild \d+ von \d+$/ })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: /^L4\/L5 Spinalkanalstenose: / })).toBeVisible()
  expect(await violations(page)).toEqual([])

  await page.reload()
  await expect(page.getByRole('button', { name: 'Beispiel öffnen' })).toBeVisible()
  await page.getByRole('button', { name: 'Mehr' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page.getByRole('button', { name: 'Open sample study' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  expect(watched.errors).toEqual([])
})
