import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PDFDocument } from 'pdf-lib'
import { buildReport } from '../../../src/report/model/build-report.ts'
import type { KeyImage } from '../../../src/report/model/key-images.ts'
import type { ReportFonts } from '../../../src/report/pdf/pdf-type.ts'
import { writePdf } from '../../../src/report/pdf/write-pdf.ts'
import { blockLines } from '../../../src/domain/report-text.ts'
import { hasTool, runTool } from '../external-tool.ts'
import { sampleInput } from '../fixture.ts'

const FONT_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('roboto-fontface/package.json')),
  'fonts/roboto',
)
const FONTS: ReportFonts = {
  regular: readFileSync(join(FONT_FOLDER, 'Roboto-Regular.woff')),
  bold: readFileSync(join(FONT_FOLDER, 'Roboto-Medium.woff')),
}
const KEY_IMAGE: KeyImage = {
  imageId: 'image',
  title: 'Sagittal T2, image 9 of 18',
  columns: 64,
  orientation: ['P', 'F'],
  rows: 48,
  grey: Uint8Array.from({ length: 64 * 48 }, (_, index) => index % 256),
  spacingMm: [1, 1],
  boxes: [{ boxPx: [10, 10, 20, 8], label: 'L4/L5', grade: 'severe' }],
}
const model = buildReport(sampleInput())

describe('writePdf', () => {
  it('gives the same bytes for the same input', async () => {
    const first = await writePdf(model, FONTS, [KEY_IMAGE])
    const second = await writePdf(buildReport(sampleInput()), FONTS, [KEY_IMAGE])
    expect(Buffer.compare(first, second)).toBe(0)
  })

  it('says in its metadata what it is, and when it was made', async () => {
    const pdf = await PDFDocument.load(await writePdf(model, FONTS), { updateMetadata: false })
    expect(pdf.getTitle()).toBe(model.text.title)
    expect(pdf.getSubject()).toContain('Research use only')
    expect(pdf.getCreationDate()).toEqual(new Date('2026-03-04T16:20:05+01:00'))
    expect(pdf.getAuthor()).toBe('Dr. Łukasz Wójcik')
  })

  it('refuses a picture whose pixels do not fill it', async () => {
    await expect(writePdf(model, FONTS, [{ ...KEY_IMAGE, rows: 47 }])).rejects.toThrow(RangeError)
  })
})

describe.skipIf(!hasTool('pdftotext', 'poppler-utils', 'the text in the PDF'))('the text in the PDF', () => {
  let folder = ''
  let text = ''
  let pages: string[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cauda-pdf-'))
    const path = join(folder, 'report.pdf')
    writeFileSync(path, await writePdf(model, FONTS, [KEY_IMAGE]))
    pages = runTool('pdftotext', '-raw', path, '-').output.split('\f').slice(0, -1)
    text = pages
      .map((page) =>
        page.replace(/Cauda 0\.1\.0, research use only\. Preliminary:.*\nPage \d+ of \d+\n/u, ''),
      )
      .join(' ')
      .replace(/\s+/gu, ' ')
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('is that of the report, sentence by sentence', () => {
    const { status, researchUse, sections } = model.text
    const paragraphs = sections.flatMap(({ blocks }) => blocks.flatMap(blockLines))
    const sentences = [
      status,
      researchUse,
      ...paragraphs.flatMap((line) => line.split(/(?<=\.) (?=[A-Z])/u)),
    ].filter((sentence) => !/\p{Script=Han}/u.test(sentence))
    expect(sentences.length).toBeGreaterThan(40)
    for (const sentence of sentences) expect(text).toContain(sentence.replace(/\s+/gu, ' '))
  })

  it('numbers its pages', () => {
    expect(pages.length).toBeGreaterThan(1)
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
    })
  })

  it('holds the findings map in words too', () => {
    expect(text).toContain('Right foramen Right recess Canal Left recess Left foramen')
    expect(text.match(/confirmed by reader/gu)?.length).toBeGreaterThan(3)
  })

  it('spells out what its fonts cannot draw, and says that it did', () => {
    expect(text).toContain('Müller, Änne, Zoë ([U+738B], [U+5C0F][U+6771])')
    expect(text).toContain('Dr. Łukasz Wójcik')
    expect(text).toContain('čeká se na kontrolu')
    expect(text).toMatch(/The fonts of this report lack \d+ of its characters/u)
  })
})
