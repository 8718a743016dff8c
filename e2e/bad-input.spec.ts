import { expect, test } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import { expectState, openFolder, openPage } from './study-page.ts'
import { AXIAL, SAGITTAL, writeFolder, writeSeries } from './written-studies.ts'
import type { WrittenFile } from './written-studies.ts'

const pdf: WrittenFile = { path: 'letter.pdf', bytes: '%PDF-1.7\n%%EOF\n' }
const junk = Array.from({ length: 2000 }, (_, index) => ({
  path: `junk/${index}.bin`,
  bytes: `junk ${index}`,
}))
const ct = writeSeries('Abdomen', AXIAL, 4, { Modality: 'CT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' })
const cervical = writeSeries('T2 SAG C-SPINE', SAGITTAL, 9, { BodyPartExamined: 'CSPINE' })
const otherPatient = writeSeries('T2 SAG', SAGITTAL, 9, { PatientID: 'OTHER', StudyInstanceUID: '2.25.78' })

/** What was handed over, and the code that a notice on the page must carry. */
const FOLDERS: readonly [string, readonly WrittenFile[], RegExp][] = [
  ['a folder of PDFs', [pdf, { ...pdf, path: 'other.pdf' }], /study\.no-images/],
  ['2,000 junk files', junk, /study\.no-images/],
  ['a CT', ct, /study\.no-images|series\.no-sagittal-t2/],
  ['a cervical spine', cervical, /series\.no-sagittal-t2|series\.not-lumbar|series\.other-region/],
  ['only axial series', writeSeries('T2 TRA', AXIAL, 9), /series\.no-sagittal-t2/],
  ['one slice only', writeSeries('T2 SAG', SAGITTAL, 1), /series\.too-few-images|series\.no-sagittal-t2/],
]

test('each folder that is no lumbar study says so by name, and the next drop works', async ({ page }) => {
  await openPage(page)
  for (const [what, files, code] of FOLDERS) {
    await test.step(what, async () => {
      await openFolder(page, await writeFolder(files))
      await expect(page.getByText(code).first(), what).toBeVisible()
    })
  }
  await openFolder(page, await writeFolder(await sampleFiles()))
  await expectState(page, 'analysed', 150_000)
})

test('an empty folder says that it is empty', async ({ page }) => {
  await openPage(page)
  // A browser hands over no files for an empty folder: the page is told of the choice all the same.
  await page
    .getByLabel('Open folder')
    .evaluate((input) => input.dispatchEvent(new Event('change', { bubbles: true })))
  await expect(page.getByText('study.empty')).toBeVisible()
})

test('a truncated file is named, and the rest of its study is read', async ({ page }) => {
  const files = await sampleFiles()
  const folder = await writeFolder(files)
  const [first] = files
  await writeFile(join(folder, first!.path), (first!.bytes as Uint8Array).subarray(0, 700))
  await openPage(page)
  await openFolder(page, folder)
  await expectState(page, 'analysed', 150_000)
  await expect(page.getByText(/1 file (was )?(skipped|left out)/i).first()).toBeVisible()
})

test('two patients in one folder are offered as two studies', async ({ page }) => {
  await openPage(page)
  await openFolder(page, await writeFolder([...(await sampleFiles()), ...otherPatient]))
  await expect(page.getByText(/2 studies/i).first()).toBeVisible({ timeout: 60_000 })
})

/** The simulated study, made once. */
let simulated: readonly WrittenFile[] | undefined
function sampleFiles(): Promise<readonly WrittenFile[]> {
  simulated ??= simulateStudy({ seed: 7 }).files
  return Promise.resolve(simulated)
}
