import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import { checkExports, textOf } from './check-exports.ts'
import { exportReport, expectState, openFolder, openPage } from './study-page.ts'
import { writeFolder } from './written-studies.ts'

/** Different patients of nobody. */
const SEEDS = [7, 21, 33] as const
test.describe.configure({ mode: 'serial', timeout: 240_000 })

let folders: string[] = []
test.beforeAll(async () => {
  folders = await Promise.all(SEEDS.map(async (seed) => writeFolder([...simulateStudy({ seed }).files])))
})

/** The study analysed, in a page of its own. */
async function open(page: Page, folder: string): Promise<void> {
  await openPage(page)
  await openFolder(page, folder)
  await expectState(page, 'analysed', 90_000)
}

function selectedCell(page: Page): Promise<string> {
  return page.locator('[role=gridcell][aria-selected=true]').evaluate((cell) => cell.ariaLabel ?? '')
}

function cellNames(page: Page): Promise<readonly string[]> {
  return page.getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => cell.ariaLabel ?? ''))
}

/** All 25 cells by `n`, Enter and the grade keys; the hands never leave the keyboard. */
async function reviewByKeyboard(page: Page): Promise<void> {
  for (let cell = 0; cell < 25; cell++) {
    await page.keyboard.press('n')
    await expect(page.locator('[role=gridcell]:focus')).toHaveAttribute('aria-selected', 'true')
    const name = await selectedCell(page)
    if (name.includes(': Uncertain')) {
      await page.keyboard.press('Enter') // decides nothing
      expect(await selectedCell(page)).toBe(name)
      await page.keyboard.press('2')
      expect(await selectedCell(page)).toMatch(/: Moderate, graded by reader$/)
      continue
    }
    const isProposed = /: (Normal\/Mild|Moderate|Severe)/.test(name)
    const changes = cell % 6 === 5
    await page.keyboard.press(!isProposed ? '0' : changes ? '3' : 'Enter')
    await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveAccessibleName(
      /(by reader|Not assessed)/,
    )
  }
}

/** Chooses an item of a menu without the mouse. */
async function chooseByKeyboard(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).focus()
  await page.keyboard.press('Enter')
  for (let step = 0; step < 20; step++) {
    if ((await page.evaluate(() => document.activeElement?.textContent)) === item) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
}

test('three studies are reviewed end to end by keyboard alone, every export passes its checker, and an SR brings the review back', async ({
  page,
  browser,
}) => {
  for (const [index, folder] of folders.entries()) {
    await open(page, folder)
    await reviewByKeyboard(page)
    await expect(page.getByText('25 of 25 decided')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign as read' })).toBeEnabled()

    await page.getByRole('button', { name: 'Report', exact: true }).focus()
    await page.keyboard.press('Enter')
    const remark = page.getByRole('textbox', { name: "Reader's remarks" })
    await remark.focus()
    await page.keyboard.type(`Study ${index + 1}: Žádné jiné.`)
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Escape')

    const downloading = page.waitForEvent('download')
    await chooseByKeyboard(page, 'Export', 'All (ZIP)')
    await expect(page.getByRole('note')).toHaveText('No reader is named.')
    await expect(page.getByRole('menuitem', { name: 'Export anyway' })).toBeFocused()
    await page.keyboard.press('Enter')
    const exports = await checkExports(await readFile(await (await downloading).path()))
    expect(textOf(exports, 'report.txt')).toContain(`Study ${index + 1}: Žádné jiné.`)
    expect(textOf(exports, 'report.txt')).toContain('(review.simulated)')

    if (index === folders.length - 1) await expectRestored(browser, page, folder, exports['report.sr.dcm']!)
  }
})

/** Somewhere else, where nothing was kept, the folder with the SR in it offers the review, and taking it up gives the same cells. */
async function expectRestored(browser: Browser, page: Page, folder: string, sr: Uint8Array): Promise<void> {
  const names = await cellNames(page)
  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await openPage(other)
  const both = await writeFolder([
    ...simulateStudy({ seed: SEEDS[folders.indexOf(folder)]! }).files,
    { path: 'report.sr.dcm', bytes: sr },
  ])
  await openFolder(other, both)
  await expectState(other, 'analysed', 90_000)
  const offer = other.getByRole('group', { name: 'Review in these files' })
  await expect(offer).toContainText('25 of 25 cells decided')
  expect((await cellNames(other)).some((name) => name.includes('by another reader'))).toBe(false)
  await offer.getByRole('button', { name: 'Restore it' }).click()
  const restored = (await cellNames(other)).map((name) =>
    name.replace(/by another reader, \d+ \w+ \d{4}/, 'by reader'),
  )
  expect(restored).toEqual(names)
  await other.keyboard.press('Control+z')
  expect((await cellNames(other)).some((name) => name.includes('by another reader'))).toBe(false)
  await elsewhere.close()
}

/** What the reader does before each kill, and what must be there afterwards beside the cells. */
const ACTS: readonly (readonly [name: string, act: (page: Page) => Promise<void>])[] = [
  ['a grade', async (page) => keyOn(page, 'L4/L5 spinal canal', '3')],
  ['a confirmation', async (page) => keyOn(page, 'L3/L4 spinal canal', 'Enter')],
  ['a changed grade', async (page) => keyOn(page, 'L4/L5 spinal canal', '2')],
  ['a withdrawal', async (page) => keyOn(page, 'L3/L4 spinal canal', 'Backspace')],
  ['a cell set aside', async (page) => keyOn(page, 'L1/L2 spinal canal', '0')],
  ['an undo', async (page) => keyOn(page, 'L1/L2 spinal canal', '1', 'Control+z')],
  [
    'a note',
    async (page) => {
      await keyOn(page, 'L5/S1 spinal canal', 'o')
      await page.keyboard.type('flow artefact')
      await page.keyboard.press('Enter')
    },
  ],
  [
    'a row confirmed together',
    async (page) => {
      await page.getByRole('button', { name: 'L2/L3', exact: true }).click()
      await page
        .getByRole('button', { name: /^Confirm/ })
        .first()
        .click()
    },
  ],
  [
    'words in the report',
    async (page) => {
      await page.getByRole('button', { name: 'Report', exact: true }).click()
      await page.getByRole('textbox', { name: 'Impression' }).fill('In my own words.')
      await page.getByRole('textbox', { name: 'Clinical information' }).focus()
    },
  ],
  [
    'levels renamed',
    async (page) => {
      await page.getByRole('button', { name: 'Levels', exact: true }).click()
      await page.getByRole('menuitem').first().click()
    },
  ],
]

async function keyOn(page: Page, cell: string, ...keys: readonly string[]): Promise<void> {
  await page.getByRole('gridcell', { name: new RegExp(`^${cell}`) }).click()
  for (const key of keys) await page.keyboard.press(key)
}

test('a tab killed at any of ten points has lost nothing that the reader did', async ({ browser }) => {
  const context = await browser.newContext({ acceptDownloads: true })
  let names: readonly string[] | undefined
  for (const [what, act] of ACTS) {
    const page = await context.newPage()
    await open(page, folders[0]!)
    if (names !== undefined) {
      await page.getByRole('button', { name: 'Go on' }).click()
      expect(await cellNames(page), `before ${what}`).toEqual(names)
    }
    await act(page)
    names = await cellNames(page)
    const crashed = page.waitForEvent('crash')
    const session = await context.newCDPSession(page)
    session.send('Page.crash').catch(() => undefined) // a page that is gone does not answer
    await crashed
    await page.close()
  }
  const page = await context.newPage()
  await open(page, folders[0]!)
  await page.getByRole('button', { name: 'Go on' }).click()
  expect(await cellNames(page)).toEqual(names)
  const report = (await exportReport(page)) as unknown as {
    readonly impression: readonly string[]
    readonly numbering: { readonly renamedBy: number }
    readonly findings: readonly { readonly note: string | null }[]
  }
  expect(report.impression).toEqual(['In my own words.'])
  expect(report.numbering.renamedBy).toBe(-1)
  expect(report.findings.map(({ note }) => note)).toContain('flow artefact')
  await context.close()
})

test('private mode keeps nothing, a refusing store is told at once, and deleted is gone', async ({
  browser,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const offer = page.getByRole('group', { name: 'Earlier review' })
  const decide = () => keyOn(page, 'L4/L5 spinal canal', '3')

  await test.step('private mode', async () => {
    await openPage(page)
    await openFolder(page, folders[0]!)
    await expectState(page, 'analysed', 90_000)
    await togglePrivate(page)
    await decide()
    expect(await keptReviews(page)).toBe(0)
    await togglePrivate(page)
    await expect.poll(() => keptReviews(page)).toBe(1)
  })

  await test.step('one deleted, all deleted', async () => {
    await open(page, folders[0]!)
    await expect(offer).toBeVisible()
    await openSaved(page)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page.getByText('No reviews are kept on this machine.')).toBeVisible()
    expect(await keptReviews(page)).toBe(0)
    await page.getByRole('button', { name: 'Close' }).click()
    await decide()
    await expect.poll(() => keptReviews(page)).toBe(1)
    await openSaved(page)
    await page.getByRole('button', { name: 'Delete all' }).click()
    await expect(page.getByText('No reviews are kept on this machine.')).toBeVisible()
    expect(await keptReviews(page)).toBe(0)
  })

  await test.step('a full store', async () => {
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('no room', 'QuotaExceededError')
      }
    })
    await open(page, folders[0]!)
    await decide()
    await expect(page.getByRole('alert')).toContainText('review.not-kept')
    await expect(page.getByRole('gridcell', { name: /^L4\/L5 spinal canal/ })).toHaveAccessibleName(
      /by reader/,
    )
  })
  await context.close()
})

async function togglePrivate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: /Private mode/ }).click()
}

async function openSaved(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: /Studies read here/ }).click()
}

/** Counted in the browser's own database, not through the page. */
function keptReviews(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    if (!databases.some(({ name }) => name === 'cauda')) return 0
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open('cauda')
      opening.onerror = () => reject(new Error(String(opening.error)))
      opening.onsuccess = () => {
        const database = opening.result
        const counting = database.transaction('reviews').objectStore('reviews').count()
        counting.onsuccess = () => {
          database.close()
          resolve(counting.result)
        }
      }
    })
  })
}
