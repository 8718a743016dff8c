import { expect, test } from '@playwright/test'
import { LEVELS } from '../src/domain/level.ts'
import { sharedData } from '../tests/shared-data.ts'
import { expectNothingLeft, expectState, exportReport, openFolder, openPage, watch } from './study-page.ts'

const labelled = sharedData('rsna-mini', 'train_images', '100206310')
const withoutT1 = sharedData('rsna-mini', 'train_images', '44036939')
if (!labelled)
  console.log('real-study: ../shared/data is not here, so the studies of RSNA 2024 are not tested')

test('a study as RSNA delivers it: five discs, all five conditions graded', async ({ page }) => {
  test.skip(!labelled, 'the real data is not here')
  const watched = watch(page)
  await openPage(page)
  await openFolder(page, labelled!)
  await expectState(page, 'analysed', 120_000)
  await expect(page.getByRole('region', { name: /^Sagittal T2, image \d+ of 18$/ })).toBeVisible()
  await expect(page.getByRole('region', { name: /^Sagittal T1, image \d+ of 18$/ })).toBeVisible()
  await expect(page.getByRole('region', { name: /^Axial T2, image \d+ of 60$/ })).toBeVisible()
  const { levels, findings } = await exportReport(page)
  expect(levels.map(({ level }) => level)).toEqual([...LEVELS])
  const ungraded = findings.filter(({ assessment }) => assessment.kind === 'not-assessed')
  expect(ungraded).toEqual([])
  const canal = findings.find(
    ({ level, condition }) => level === 'l4_l5' && condition === 'spinal_canal_stenosis',
  )
  expect(canal!.assessment.proposed).toBe('severe')
  expectNothingLeft(page, watched)
  expect(watched.errors).toEqual([])
})

test('without a sagittal T1 the foramina are not assessed, and say why', async ({ page }) => {
  test.skip(!withoutT1, 'the real data is not here')
  await openPage(page)
  await openFolder(page, withoutT1!)
  await expectState(page, 'analysed', 120_000)
  const foramina = page.getByRole('gridcell', {
    name: /foraminal narrowing: Not assessed, no sagittal T1 series/,
  })
  await expect(foramina).toHaveCount(10)
})
