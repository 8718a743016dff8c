import { expect, test } from '@playwright/test'
import { LEVELS } from '../src/domain/level.ts'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import {
  apart,
  expectNothingLeft,
  expectState,
  exportReport,
  openPage,
  openSample,
  watch,
} from './study-page.ts'

/** The same study on the GPU path. A software adapter is slow (about 0.1 GMAC/s): this proves that it is right. */
test.describe.configure({ timeout: 600_000 })

test('on WebGPU the sample study is graded, and a lost GPU does not stop the next reading', async ({
  page,
  browser,
}) => {
  const watched = watch(page)
  await openPage(page, '?engine=webgpu') // a software adapter is taken only when it is asked for
  await openSample(page)
  await expectState(page, 'analysed', 500_000)
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'webgpu')
  const onGpu = await exportReport(page)
  const { truth } = simulateStudy({ seed: 7 })
  expect(onGpu.levels.map(({ level }) => level)).toEqual([...LEVELS])
  for (const { level, centreMm } of onGpu.levels) {
    expect(apart(centreMm, truth.levels.find((one) => one.level === level)!.centreMm), level).toBeLessThan(10)
  }
  expectNothingLeft(page, watched)

  const session = await browser.newBrowserCDPSession()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open sample study' }).click()
  await expectState(page, 'analysing', 90_000)
  await session.send('Browser.crashGpuProcess' as never)
  await expectState(page, 'analysed', 300_000)
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'wasm')
  const afterLoss = await exportReport(page)
  expect(afterLoss.findings.map(proposalOf)).toEqual(onGpu.findings.map(proposalOf))
})

function proposalOf({
  level,
  condition,
  assessment,
}: Awaited<ReturnType<typeof exportReport>>['findings'][number]) {
  return `${level}/${condition}: ${assessment.proposed ?? assessment.kind}`
}
