import { expect, test } from '@playwright/test'
import { violations } from './accessibility.ts'
import { expectState, openPage, openSample } from './study-page.ts'

/** What can be on the page besides, and the key that brings it and takes it away. */
const STATES = [
  ['.tiles', 'g'],
  ['.cine', 'c'],
  ['.panes[data-alone=true]', 'f'],
  ['.keys', '?'],
] as const

test('nothing at AA is violated, empty or analysed', async ({ page }) => {
  await openPage(page)
  expect(await violations(page)).toEqual([])
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  await page.getByRole('gridcell').first().click()
  expect(await violations(page)).toEqual([])
  await page.getByRole('region', { name: /^Axial T2, image / }).focus()
  for (const [what, key] of STATES) {
    await page.keyboard.press(key)
    await expect(page.locator(what).first()).toBeVisible()
    expect(await violations(page), what).toEqual([])
    await page.keyboard.press(key === '?' ? 'Escape' : key)
  }
})

test('a study is read by keyboard alone', async ({ page }) => {
  await openPage(page)
  await page.getByRole('button', { name: 'Open sample study' }).focus()
  await page.keyboard.press('Enter')
  await expectState(page, 'analysed', 150_000)
  const decided = page.getByRole('gridcell', { name: /by reader/ })
  for (let count = 1; count <= 3; count++) {
    await page.keyboard.press('n')
    await page.keyboard.press('Enter')
    await expect(decided).toHaveCount(count)
  }
  await page.keyboard.press('2')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('?')
  await expect(page.getByText(/next undecided/i).first()).toBeVisible()
  await page.keyboard.press('Escape')
})
