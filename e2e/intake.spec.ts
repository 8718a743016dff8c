import { expect, test } from '@playwright/test'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import { apart, expectState, exportReport, openFolder, openPage } from './study-page.ts'
import { writeDisc } from './written-disc.ts'
import { writeFolder } from './written-studies.ts'

const TOLERANCE_MM = 10

test('a disc of Enhanced MR objects is hung, its discs located, and what its DICOMDIR lacks is named', async ({
  page,
}) => {
  const { files, truth } = simulateStudy({ seed: 7 })
  await openPage(page)
  await openFolder(page, await writeFolder(writeDisc(files)))
  const slices = files.filter(({ path }) => path.includes('sagittal_t2')).length
  await expect(
    page.getByRole('region', { name: new RegExp(`^Sagittal T2, image \\d+ of ${slices}$`) }),
  ).toBeVisible()
  await expectState(page, 'analysed', 150_000)
  const { levels, findings } = await exportReport(page)
  // Axial frames at the angle of another disc would leave its recesses without a slice.
  expect(findings.filter(({ assessment }) => assessment.kind === 'not-assessed')).toEqual([])
  expect(levels).toHaveLength(truth.levels.length)
  for (const { level, centreMm } of levels) {
    const built = truth.levels.find((one) => one.level === level)
    expect(apart(centreMm, built!.centreMm), level).toBeLessThan(TOLERANCE_MM)
  }
  await page.getByRole('button', { name: '1 file left out' }).click()
  await expect(page.getByText('intake.dicomdir').first()).toBeVisible()
})
