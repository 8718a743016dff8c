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
    await page.keyboard.press('3')
    await expect(decided).toHaveCount(count)
  }
  await page.keyboard.press('2')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('?')
  await expect(page.getByText(/next undecided/i).first()).toBeVisible()
  await page.keyboard.press('Escape')

  // A reader who goes first sees nothing that the model says of a level while one of its cells is not graded.
  const profile = page.getByRole('table', { name: 'Spine profile' })
  const measures = page.getByLabel('Measures at this level')
  await expect(profile).toBeVisible()
  await expect(measures).toBeVisible()
  await page.getByRole('button', { name: /^Reading mode/ }).click()
  await page.getByRole('menuitemradio', { name: /^Reader first/ }).click()
  await expect(profile).toBeHidden()
  await expect(measures).toBeHidden()
  await expect(page.getByRole('gridcell', { name: /: Not yet graded$/ })).toHaveCount(22)
})

test('a pen draws and windows as a mouse does, and nothing moves for those who asked for stillness', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  const pane = page.getByRole('region', { name: /^Sagittal T2, image / })
  await pane.focus()
  const { x, y, width, height } = (await pane.boundingBox())!
  const [left, top] = [x + width / 2, y + height / 3]
  const client = await page.context().newCDPSession(page)
  const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', right: number, force: number) =>
    client.send('Input.dispatchMouseEvent', {
      ...{ type, x: left + right, y: top, force, pointerType: 'pen', button: 'left', clickCount: 1 },
      buttons: force > 0 ? 1 : 0,
    })
  const stroke = async () => {
    await pen('mousePressed', 0, 0.2)
    for (let right = 10; right <= 80; right += 10) await pen('mouseMoved', right, 0.2 + right / 200)
    await pen('mouseReleased', 80, 0)
  }
  await page.keyboard.press('d')
  await stroke()
  await expect(pane.locator('.annotation')).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('w')
  const before = await pane.locator('.window-text').textContent()
  await stroke()
  await expect(pane.locator('.window-text')).not.toHaveText(before!)

  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        return `${transitionDuration},${animationDuration}`.split(',').some((each) => parseFloat(each) > 0.01)
      }).length,
  )
  expect(moving).toBe(0)
})
