import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectState, openPage, openSample } from './study-page.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** WCAG 2.2 AA, by axe, in the page as it stands. The policy forbids script tags, so it is evaluated by the driver. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'))
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    type AxeResults = { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const results = await axe.run({ runOnly: { type: 'tag', values: tags } })
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    )
  })
}

test('nothing at AA is violated, empty or analysed', async ({ page }) => {
  await openPage(page)
  expect(await violations(page)).toEqual([])
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  await page.getByRole('gridcell').first().click()
  expect(await violations(page)).toEqual([])
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
