import { expect, test } from '@playwright/test'
import { CONDITIONS } from '../src/domain/condition.ts'
import { LEVEL_NAMES, LEVELS } from '../src/domain/level.ts'
import type { Level } from '../src/domain/level.ts'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import {
  apart,
  expectNothingLeft,
  expectState,
  exportAs,
  exportReport,
  openPage,
  openSample,
  watch,
} from './study-page.ts'

/** The seed of the sample study (src/review/opening-flow.ts). */
const SAMPLE_SEED = 7
const TOLERANCE_MM = 10

test('the sample study is shown, located, graded, decided and exported, and nothing leaves the machine', async ({
  page,
}, { project }) => {
  const watched = watch(page)
  await openPage(page)
  await openSample(page)
  await expect(page.getByRole('region', { name: /^Sagittal T2, image \d+ of \d+$/ })).toBeVisible({
    timeout: 90_000,
  })
  await expectState(page, 'analysed', 150_000)
  await expect(page.locator('html')).toHaveAttribute('data-engine', project.name)

  const grid = page.getByRole('grid', { name: 'Findings' })
  await test.step('every cell of the grid says what it is', async () => {
    const names = await grid
      .getByRole('gridcell')
      .evaluateAll((cells) => cells.map((cell) => cell.ariaLabel ?? ''))
    expect(names).toHaveLength(25)
    const graded = /^L\d\/[LS]\d [a-z ]+: (Normal\/Mild|Moderate|Severe),? \d+ %/
    const uncertain = /^L\d\/[LS]\d [a-z ]+: Uncertain, Normal\/Mild \d+ %, Moderate \d+ %, Severe \d+ %$/
    for (const name of names)
      expect(name).toMatch(
        /: Not assessed, ./.test(name) ? /./ : name.includes(': Uncertain') ? uncertain : graded,
      )
  })

  await test.step('each level has a box within 10 mm of where the disc was built', async () => {
    const { levels, findings, engine } = await exportReport(page)
    const { truth } = simulateStudy({ seed: SAMPLE_SEED })
    expect(engine.backend).toBe(project.name)
    expect(levels.map(({ level }) => level)).toEqual([...LEVELS])
    for (const { level, centreMm } of levels) {
      const built = truth.levels.find((one) => one.level === level)
      expect(apart(centreMm, built!.centreMm), level).toBeLessThan(TOLERANCE_MM)
      await expect(
        page.getByRole('button', { name: `${LEVEL_NAMES[level as Level]} box` }).first(),
      ).toBeVisible()
    }
    expect(findings).toHaveLength(LEVELS.length * CONDITIONS.length)
    expect(findings.every(({ decision }) => decision === null)).toBe(true)
  })

  await test.step('the reader changes a grade by key, takes it back, and changes it again by mouse', async () => {
    const cell = page.getByRole('gridcell', { name: /^L4\/L5 spinal canal stenosis/ })
    await cell.click()
    const proposed = (await cell.getAttribute('aria-label')) ?? ''
    const other = proposed.includes('Severe')
      ? { key: '1', name: 'Normal/Mild' }
      : { key: '3', name: 'Severe' }
    await page.keyboard.press(other.key)
    await expect(cell).toHaveAccessibleName(new RegExp(`: ${other.name}, changed by reader from `))
    await page.keyboard.press('Control+z')
    await expect(cell).toHaveAccessibleName(proposed)
    await page.keyboard.press('Control+y')
    await expect(cell).toHaveAccessibleName(/changed by reader from/)
  })

  await test.step('the report says which grade is the reader’s and which the model’s', async () => {
    const { findings } = await exportReport(page)
    const decided = findings.filter(({ decision }) => decision !== null)
    expect(decided.map(({ level, condition }) => `${level}/${condition}`)).toEqual([
      'l4_l5/spinal_canal_stenosis',
    ])
    const text = (await exportAs(page, 'Text')).toString('utf8')
    expect(text).toMatch(/L4\/L5: .*spinal canal stenosis.*reader/i)
    const csv = (await exportAs(page, 'CSV')).toString('utf8').trim().split('\n')
    expect(csv[0]).toMatch(/^row_id,normal_mild,moderate,severe/)
    expect(csv).toHaveLength(1 + 25)
  })

  await test.step('a level’s box leads to its cells, and a shift by one renames the levels', async () => {
    await page.getByRole('button', { name: 'L2/L3 box' }).first().click()
    await expect(
      grid.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'L2/L3' }) }),
    ).toHaveAttribute('data-selected', 'true')
  })

  expectNothingLeft(page, watched)
  expect(watched.errors).toEqual([])
})

test('reopening goes on where the reader stopped', async ({ page }) => {
  await openPage(page)
  await openSample(page)
  await expectState(page, 'analysed', 150_000)
  const cell = page.getByRole('gridcell', { name: /^L3\/L4 spinal canal stenosis/ })
  await cell.click()
  await page.keyboard.press('2')
  await expect(cell).toHaveAccessibleName(/reader/)
  await page.reload()
  await openSample(page)
  await page.getByRole('button', { name: /go on|continue/i }).click({ timeout: 90_000 })
  await expect(cell).toHaveAccessibleName(/reader/)
})

test('work can be cancelled, and the next drop works', async ({ page }) => {
  await openPage(page)
  await openSample(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expectState(page, /empty|ready/)
  await openSample(page)
  await expectState(page, /ready|analysing|analysed/, 90_000)
})
