import { expect, test } from '@playwright/test'
import { cp, mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectState, exportAs, openFolder, openPage, openSample } from './study-page.ts'
import type { Report } from './study-page.ts'

const SERVED = 'cauda-lumbar-1'

test('a pack of one’s own is checked, reads the study on screen, and leaves the reader’s decisions alone', async ({
  page,
}) => {
  await openPage(page)
  await openSample(page)
  await expectState(page, 'analysed')
  await page.getByRole('grid', { name: 'Findings' }).getByRole('gridcell').first().click()
  await page.keyboard.press('2')
  const decided = page.getByRole('gridcell', { name: /changed by reader|Moderate/ }).first()

  await openFolder(page, await ownPack('mine'))
  const models = page.getByRole('dialog', { name: 'Models' })
  await expect(models.getByRole('radio', { name: /My own pack/ })).toBeChecked()
  await expect(models.getByText(/non-commercial/).first()).toBeVisible()
  await expectState(page, 'analysed')
  await models.getByRole('button', { name: 'Close' }).click()
  await expect(decided).toBeVisible()
  const report = JSON.parse((await exportAs(page, 'JSON')).toString()) as Report
  expect(report.engine.pack).toBe('mine')

  const damaged = await ownPack('damaged')
  await truncate(join(damaged, 'grade-disc/weights.bin'), 100)
  await openFolder(page, damaged)
  await expect(page.getByText('pack.truncated-file')).toBeVisible()
  await expect(decided, 'the study on screen stays').toBeVisible()

  await page.getByRole('button', { name: /^mine@/ }).click()
  await models.getByRole('radio', { name: /from this site/ }).check()
  await expectState(page, 'analysed')
})

test('a pack of graders alone says at the drop that it needs a localizer, and takes the one that is offered', async ({
  page,
}) => {
  await openPage(page)
  await openSample(page)
  await expectState(page, 'analysed')
  await openFolder(page, await ownPack('graders', ['grade-foramen']))
  const alert = page.getByRole('alert').filter({ hasText: 'pack.needs-localizer' })
  await alert.getByRole('button', { name: /^Use with the localizer of / }).click()
  await expectState(page, 'analysed')
  await expect(page.getByRole('button', { name: /^graders@/ })).toBeVisible()
  const report = JSON.parse((await exportAs(page, 'JSON')).toString()) as Report
  expect(report.engine.pack).toBe('graders')
})

/** A folder with the served pack under another name, as someone who trained one would bring it. */
async function ownPack(id: string, tasks?: readonly string[]): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'cauda-pack-')), id)
  await cp(join('models', SERVED), folder, { recursive: true })
  const path = join(folder, 'manifest.json')
  const manifest = JSON.parse(await readFile(path, 'utf8')) as {
    networks: { task: string }[]
  }
  const networks = manifest.networks.filter(({ task }) => tasks?.includes(task) ?? true)
  await writeFile(path, JSON.stringify({ ...manifest, id, name: 'My own pack', networks }))
  return folder
}
