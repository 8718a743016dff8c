import { rm } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import { expectState, openFolder, openPage } from './study-page.ts'
import { writeFolder } from './written-studies.ts'

/** The grey values on a pane's canvas, as a string that differs where any pixel does. */
const picture = (pane: Locator) =>
  pane
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())

/** Whether nothing but black is on a pane's canvas. */
const isEmpty = (pane: Locator) =>
  pane
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.every((value, index) => value === (index % 4 === 3 ? 255 : 0))
    })

test('when the folder goes away, no image stands under the name of another, and the pane says why', async ({
  page,
}) => {
  const uncaught: string[] = []
  page.on('pageerror', (error) => uncaught.push(error.message))
  const folder = await writeFolder(simulateStudy({ seed: 7 }).files)
  await openPage(page)
  await openFolder(page, folder)
  await expectState(page, 'analysed', 150_000)
  const pane = page.getByRole('region', { name: /^Axial T2, image / })
  await pane.focus()
  const before = await picture(pane)
  await rm(folder, { recursive: true })

  for (const [key, name] of [
    ['End', 'Axial T2, image 25 of 25'],
    ['ArrowUp', 'Axial T2, image 24 of 25'],
    ['ArrowUp', 'Axial T2, image 23 of 25'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
    await expect(pane.getByRole('alert')).toContainText('intake.unreadable-file')
    expect(await isEmpty(pane), name).toBe(true)
    expect(await picture(pane), name).not.toBe(before)
  }
  await page.getByRole('button', { name: 'All images' }).last().click()
  await expect(pane.locator('.tile-failure').last()).toBeVisible()
  expect(uncaught).toEqual([])
})

test('slow clicks of a wheel that report a few pixels show one image each', async ({ page }) => {
  await openPage(page)
  await openFolder(page, await writeFolder(simulateStudy({ seed: 7 }).files))
  await expectState(page, /analysing|analysed/)
  const pane = page.getByRole('region', { name: /^Axial T2, image / })
  for (const px of [21.66, 13, 4.000244140625]) {
    await pane.focus()
    await page.keyboard.press('Home')
    await pane.hover()
    for (let click = 1; click <= 3; click++) {
      await page.mouse.wheel(0, px)
      await expect(
        page.getByRole('region', { name: `Axial T2, image ${click + 1} of 25`, exact: true }),
      ).toBeVisible()
      await page.waitForTimeout(120)
    }
  }
})
