import { expect, test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { LEVEL_NAMES, LEVELS } from '../src/domain/level.ts'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import { drag, measured, offPlane, planesOf, shownPane } from './shown-series.ts'
import { apart, expectState, exportReport, openFolder, openPage, openSample } from './study-page.ts'
import { writeFolder } from './written-studies.ts'

/** The seed of the sample study (src/review/opening-flow.ts): every millimetre in it is known. */
const SAMPLE = simulateStudy({ seed: 7 })
const SAGITTAL = planesOf(SAMPLE.files, 'sagittal_t2')
const AXIAL = planesOf(SAMPLE.files, 'axial_t2')

const pane = (page: Page, series: string): Locator =>
  page.getByRole('region', { name: new RegExp(`^${series}, image `) })
const boxOf = (page: Page, level: string): Locator => page.getByRole('button', { name: `${level} box` })
const annotations = (page: Page): Locator => page.locator('.annotation[data-annotation]')

test('every tool does what it says on a study of known size', async ({ page }) => {
  await openPage(page)
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  const sagittal = pane(page, 'Sagittal T2')
  const shown = await shownPane(sagittal, SAGITTAL)
  const halfPixelMm = shown.plane.spacing[1] / 2
  const [x, y] = shown.at(SAMPLE.truth.levels[2]!.centreMm)
  await sagittal.focus()

  await test.step('a length of 10.0 mm reads 10.0, half a pixel allowed', async () => {
    await page.keyboard.press('d')
    await drag(page, [x - 60, y - 30], [x - 60 + 10 * shown.pxPerMm, y - 30])
    expect(Math.abs((await measured(page, 'Length')) - 10)).toBeLessThanOrEqual(halfPixelMm)
  })

  await test.step('an angle of 30 degrees reads 30', async () => {
    await page.keyboard.press('a')
    const arm = 200
    await page.mouse.click(x - 100 + arm, y + 100)
    await page.mouse.click(x - 100, y + 100)
    const radians = (30 * Math.PI) / 180
    await page.mouse.click(x - 100 + arm * Math.cos(radians), y + 100 - arm * Math.sin(radians))
    expect(Math.abs((await measured(page, 'Angle')) - 30)).toBeLessThanOrEqual(0.3)
  })

  await test.step('an arrow takes words where it stands', async () => {
    await page.keyboard.press('t')
    await drag(page, [x + 60, y - 120], [x + 120, y - 150])
    await page.keyboard.type('Synovial cyst')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Arrow, Synovial cyst' })).toBeVisible()
  })

  await test.step('a point of it is moved by hand, the whole by keys, and it is deleted; undo and redo', async () => {
    await page.keyboard.press('w')
    const end: [number, number] = [x - 60 + 10 * shown.pxPerMm, y - 30]
    await drag(page, end, [end[0] + 10 * shown.pxPerMm, end[1]])
    expect(Math.abs((await measured(page, 'Length')) - 20)).toBeLessThanOrEqual(halfPixelMm)
    const length = page.getByRole('button', { name: /^Length, / })
    await length.focus()
    const before = await length.locator('.annotation-grip').first().getAttribute('cy')
    await page.keyboard.press('Shift+ArrowDown')
    const after = await length.locator('.annotation-grip').first().getAttribute('cy')
    expect(Number(after) - Number(before)).toBeCloseTo(10 * shown.plane.spacing[0] * shown.pxPerMm, 1)
    await page.keyboard.press('Backspace')
    await expect(annotations(page)).toHaveCount(2)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(Math.abs((await measured(page, 'Length')) - 10)).toBeLessThanOrEqual(halfPixelMm)
    await page.keyboard.press('Control+y')
    expect(Math.abs((await measured(page, 'Length')) - 20)).toBeLessThanOrEqual(halfPixelMm)
  })

  await test.step('cross lines of both planes lie in both, within 0.5 mm', async () => {
    for (const [series, planes, other] of [
      ['Sagittal T2', SAGITTAL, 'Axial T2'],
      ['Axial T2', AXIAL, 'Sagittal T2'],
    ] as const) {
      const here = await shownPane(pane(page, series), planes)
      const cuts = (await shownPane(pane(page, other), planes === AXIAL ? SAGITTAL : AXIAL)).plane
      const lines = await pane(page, series)
        .locator('.cross-lines line')
        .evaluateAll((each) =>
          each.map((line) => ['x1', 'y1', 'x2', 'y2'].map((name) => Number(line.getAttribute(name)))),
        )
      const ends = lines.flatMap(([x1, y1, x2, y2]) => [here.patientAt(x1!, y1!), here.patientAt(x2!, y2!)])
      expect(ends.length).toBeGreaterThan(0)
      // On the axial image both sagittal series cut along the same line; on the sagittal one there is one line.
      for (const end of ends) expect(offPlane(cuts, end), series).toBeLessThan(0.5)
    }
  })

  await test.step('a point that is pressed with Shift is where every pane goes', async () => {
    const l2l3 = SAMPLE.truth.levels[1]!.centreMm
    await page.keyboard.down('Shift')
    await page.mouse.click(...shown.at(l2l3))
    await page.keyboard.up('Shift')
    await expect(pane(page, 'Axial T2').locator('.plane-label')).toHaveText('L2/L3')
    const { plane } = await shownPane(pane(page, 'Axial T2'), AXIAL)
    expect(offPlane(plane, l2l3)).toBeLessThan(3)
  })

  await test.step('labels follow a shift, and undo restores them', async () => {
    await page.getByRole('button', { name: 'Levels' }).click()
    await page.getByRole('menuitem', { name: 'Call every level one higher' }).click()
    await expect(boxOf(page, 'L5/S1')).toHaveCount(0)
    await expect(pane(page, 'Axial T2').locator('.plane-label')).toHaveText('L1/L2')
    await sagittal.focus()
    await page.keyboard.press('Control+z')
    await expect(boxOf(page, 'L5/S1')).toHaveCount(1)
    await expect(pane(page, 'Axial T2').locator('.plane-label')).toHaveText('L2/L3')
  })

  await test.step('a level dragged by its name is read again, and no other', async () => {
    const names = () =>
      page.getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => cell.ariaLabel ?? ''))
    const [before, cells] = [await exportReport(page), await names()]
    const tag = (await boxOf(page, 'L3/L4').locator('.level-tag').boundingBox())!
    const from: [number, number] = [tag.x + tag.width / 2, tag.y + tag.height / 2]
    await drag(page, from, [from[0], from[1] + 12])
    await expectState(page, 'analysed')
    const after = await exportReport(page)
    for (const { level, centreMm } of after.levels) {
      const was = before.levels.find((one) => one.level === level)!.centreMm
      const wanted = level === 'l3_l4' ? 12 / shown.pxPerMm : 0
      expect(Math.abs(apart(centreMm, was) - wanted), level).toBeLessThan(0.2)
    }
    const others = (all: readonly string[]) => all.filter((name) => !name.startsWith('L3/L4'))
    expect(others(await names())).toEqual(others(cells))
    await sagittal.focus()
    await page.keyboard.press('Control+z')
    await expectState(page, 'analysed')
    expect((await exportReport(page)).levels).toEqual(before.levels)
  })

  await test.step('a window, a turn and a zoom belong to their series', async () => {
    await sagittal.focus()
    const text = page.locator('.pane[data-slot="0"] .window-text')
    const acquired = await text.textContent()
    await page.keyboard.press('4')
    await expect(text).not.toHaveText(acquired!)
    const hard = await text.textContent()
    await page.keyboard.press('PageDown')
    await expect(text).not.toHaveText(hard!)
    await page.keyboard.press('PageUp')
    await expect(text).toHaveText(hard!)
    await page.keyboard.press('Space')
  })

  await test.step('all images of a series stand side by side, named for their level; a press goes there', async () => {
    const axial = pane(page, 'Axial T2')
    await axial.focus()
    await page.keyboard.press('g')
    const tiles = axial.getByRole('listbox', { name: 'Axial T2: all images' }).getByRole('option')
    await expect(tiles).toHaveCount(AXIAL.length)
    await tiles.filter({ hasText: 'L5/S1' }).first().click()
    await page.keyboard.press('Enter')
    await expect(axial.locator('.plane-label')).toHaveText('L5/S1')
  })

  await test.step('cine plays, and stops at any other key', async () => {
    const axial = pane(page, 'Axial T2')
    const number = async () => /image (\d+)/.exec((await axial.getAttribute('aria-label')) ?? '')?.[1]
    await axial.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('c')
    await expect(page.getByRole('group', { name: 'Cine' })).toContainText('10 images/s')
    await page.keyboard.press('+')
    await expect(page.getByRole('group', { name: 'Cine' })).toContainText('12 images/s')
    await expect.poll(async () => Number(await number())).toBeGreaterThan(3)
    await page.keyboard.press('ArrowUp')
    await expect(page.getByRole('group', { name: 'Cine' })).toHaveCount(0)
  })

  await test.step('two fingers pinch and scroll, one long press goes to the place', async () => {
    await usesFingers(page, sagittal)
  })

  await test.step('a key is given to another action, and the conflict is named', async () => {
    await page.keyboard.press('?')
    await page.getByRole('button', { name: 'Change the key for Invert' }).click()
    await page.keyboard.press('k')
    await expect(page.getByText('K is the key for Mark as key image.')).toBeVisible()
    await page.getByRole('button', { name: 'Use it here instead' }).click()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.reload()
    await expectState(page, 'empty')
    await page.keyboard.press('?')
    await expect(page.getByRole('button', { name: 'Change the key for Invert K' })).toBeVisible()
  })
})

test('two presses place all five levels', async ({ page }) => {
  await openPage(page)
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  const shown = await shownPane(pane(page, 'Sagittal T2'), SAGITTAL)
  const [first, last] = [SAMPLE.truth.levels.at(0)!.centreMm, SAMPLE.truth.levels.at(-1)!.centreMm]
  await page.getByRole('button', { name: 'Levels' }).click()
  await page.getByRole('menuitem', { name: /^Place levels by hand/ }).click()
  await page.mouse.click(...shown.at(first))
  await page.mouse.click(...shown.at(last))
  await expectState(page, 'analysed')
  const { levels } = await exportReport(page)
  expect(levels.map(({ level }) => level)).toEqual([...LEVELS])
  for (const level of LEVELS) await expect(boxOf(page, LEVEL_NAMES[level])).toHaveCount(1)
  // Evenly between both presses, on the image that was pressed on; a press lies on whole pixels of the page.
  const on = (share: number) => first.map((value, axis) => value + share * (last[axis]! - value))
  for (const [index, { centreMm }] of levels.entries()) {
    const [wantedX, wantedY] = shown.at(on(index / 4))
    const [x, y] = shown.at(centreMm)
    expect(Math.hypot(x - wantedX, y - wantedY)).toBeLessThan(1.5)
    expect(offPlane(shown.plane, centreMm)).toBeLessThan(0.01)
  }
})

test('a prior of the same patient hangs beside the current study and follows it by level', async ({
  page,
}) => {
  await openPage(page)
  await openFolder(page, await writeFolder([...SAMPLE.files, ...priorFiles()]))
  await expectState(page, 'analysed', 150_000)
  const prior = pane(page, 'Prior 2024-05-02, Axial T2')
  await expect(page.locator('.panes')).toHaveAttribute('data-layout', 'quad')
  await expect(pane(page, 'Prior 2024-05-02, Sagittal T2')).toBeVisible()
  await expect(page.getByText('Linked to the current study by level').first()).toBeAttached({
    timeout: 60_000,
  })
  for (const level of ['L1/L2', 'L4/L5']) {
    await boxOf(page, level).click()
    await expect(pane(page, 'Axial T2').locator('.plane-label')).toHaveText(level)
    await expect(prior.locator('.plane-label')).toHaveText(level)
  }
  const { levels } = await exportReport(page)
  for (const { level, centreMm } of levels) {
    const built = SAMPLE.truth.levels.find((one) => one.level === level)
    expect(apart(centreMm, built!.centreMm), level).toBeLessThan(10)
  }
})

test.describe('on a screen at 125 %', () => {
  test.use({ deviceScaleFactor: 1.25 })
  test('every pixel of the screen is a pixel of the canvas', async ({ page }) => {
    await openPage(page)
    await openSample(page)
    const canvas = pane(page, 'Sagittal T2').locator('canvas').first()
    await expect(canvas).toBeVisible({ timeout: 60_000 })
    await expect.poll(() => pixelsAmiss(canvas)).toBeLessThanOrEqual(1)
  })
})

/** How many device pixels a canvas has more or less than the screen has for it; an edge between two pixels may go to either. */
function pixelsAmiss(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element.getBoundingClientRect()
    return Math.max(
      Math.abs(element.width - width * devicePixelRatio),
      Math.abs(element.height - height * devicePixelRatio),
    )
  })
}

/** Another simulated spine under the same name, two years earlier: the same length of every text keeps the files whole. */
function priorFiles() {
  const texts = [
    ['20260105', '20240502'],
    ['Spine 8', 'Spine 7'],
    ['CAUDA-SIM-8', 'CAUDA-SIM-7'],
  ] as const
  return simulateStudy({ seed: 8 }).files.map(({ path, bytes }) => {
    const renamed = Buffer.from(bytes)
    for (const [from, to] of texts) {
      for (let at = renamed.indexOf(from); at >= 0; at = renamed.indexOf(from, at + 1))
        renamed.write(to, at, 'latin1')
    }
    return { path: `prior/${path}`, bytes: new Uint8Array(renamed) }
  })
}

/** Fingers, as the browser reports them: Playwright has a single one, so they are sent over the debugging protocol. */
async function usesFingers(page: Page, surface: Locator): Promise<void> {
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 })
  const { x, y, width, height } = (await surface.boundingBox())!
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: readonly (readonly [number, number])[],
  ) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([px, py], id) => ({ x: middleX + px, y: middleY + py, id })),
    })
  const scale = async () => (await surface.locator('.scale-bar text').textContent()) ?? ''
  const image = async () => Number(/image (\d+)/.exec((await surface.getAttribute('aria-label')) ?? '')?.[1])

  const before = await scale()
  await touch('touchStart', [[-40, 0]])
  await touch('touchStart', [
    [-40, 0],
    [40, 0],
  ])
  for (let spread = 40; spread <= 140; spread += 10)
    await touch('touchMove', [
      [-spread, 0],
      [spread, 0],
    ])
  await touch('touchEnd', [])
  await expect.poll(scale).not.toBe(before)

  const first = await image()
  await touch('touchStart', [[-40, 0]])
  await touch('touchStart', [
    [-40, 0],
    [40, 0],
  ])
  for (let down = 0; down <= 100; down += 10)
    await touch('touchMove', [
      [-40, down],
      [40, down],
    ])
  await touch('touchEnd', [])
  await expect.poll(image).toBeGreaterThan(first + 2)

  // The press is near the upper levels; from the far end of the series it cannot land on the image that was there.
  const axial = pane(page, 'Axial T2')
  const lastImage = `Axial T2, image ${AXIAL.length} of ${AXIAL.length}`
  await axial.focus()
  await page.keyboard.press('End')
  await expect(axial).toHaveAttribute('aria-label', lastImage)
  await surface.focus()
  await page.keyboard.press('=')
  await touch('touchStart', [[0, -100]])
  await expect(axial).not.toHaveAttribute('aria-label', lastImage)
  await touch('touchEnd', [])
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: false })
}
