import { PDFDocument } from 'pdf-lib'
import { blockLines } from '../../domain/report-text.ts'
import type { ReportBlock, ReportSection, SectionName } from '../../domain/report-text.ts'
import { drawFindingsMap } from './pdf-findings-map.ts'
import { BODY, breakLines, COLUMN_WIDTH, PAGE, SMALL, startPen } from './pdf-layout.ts'
import type { Pen } from './pdf-layout.ts'
import type { KeyImage } from '../model/key-images.ts'
import { cellsWithPictures, drawEvidence, drawKeyImages, keyRowHeight } from './pdf-pictures.ts'
import { INK, loadTypeSetter } from './pdf-type.ts'
import type { ReportFonts, TypeSetter } from './pdf-type.ts'
import type { ReportModel } from '../model/report-model.ts'

/** `L4/L5` and the like. */
const SHORT_LABEL = 6

/**
 * The report as a PDF (A4): the findings map, then the same sentences as the text report, then key images and the crops that
 * the networks read. Text is selectable, fonts are embedded as subsets, and the same model, fonts and images give the same bytes.
 */
export async function writePdf(
  model: ReportModel,
  fonts: ReportFonts,
  keyImages: readonly KeyImage[] = [],
): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  describe(document, model)
  const type = await loadTypeSetter(document, fonts)
  const pen = startPen(document, type)
  drawHead(pen, model)
  drawFindingsMap(pen, model.levels)
  drawSections(pen, model)
  if (keyImages.length > 0) {
    pen.heading('Key images', keyRowHeight(keyImages))
    drawKeyImages(document, pen, keyImages)
  }
  const pictured = cellsWithPictures(model)
  if (pictured.length > 0) {
    pen.heading('What the networks read', 150)
    drawEvidence(document, pen, pictured)
  }
  if (type.missing.size > 0) drawMissing(pen, type)
  drawFooters(document, type, model)
  return document.save()
}

function describe(document: PDFDocument, model: ReportModel): void {
  const made = new Date(model.generatedAt)
  document.setTitle(model.text.title, { showInWindowTitleBar: true })
  document.setSubject(model.text.researchUse)
  document.setProducer(`Cauda ${model.engine.appVersion}`)
  document.setCreator('Cauda')
  document.setLanguage('en')
  document.setCreationDate(made)
  document.setModificationDate(made)
  if (model.reader !== undefined) document.setAuthor(model.reader)
}

function drawHead(pen: Pen, model: ReportModel): void {
  const { title, researchUse, status, particulars } = model.text
  pen.paragraph(title, { sizePt: 16, leadingPt: 22, weight: 'bold' })
  pen.paragraph(researchUse, { sizePt: 8.5, leadingPt: 12, color: INK.severe, weight: 'bold', afterPt: 6 })
  drawParticulars(pen, particulars)
  pen.paragraph(status, { ...BODY, afterPt: 10 })
}

/** Two columns of label and value, filled downwards; a long value takes as many lines as it needs. */
function drawParticulars(pen: Pen, rows: readonly (readonly [string, string])[]): void {
  const perColumn = Math.ceil(rows.length / 2)
  const columns = [rows.slice(0, perColumn), rows.slice(perColumn)]
  const heights = columns.map((column, index) => {
    const x = PAGE.margin + (index * COLUMN_WIDTH) / 2
    let y = pen.y - 9
    for (const [label, value] of column) {
      pen.type.draw(pen.page, label, { x, y, sizePt: 8, color: INK.muted })
      for (const line of breakLines(value, COLUMN_WIDTH / 2 - 90, pen.type, 'regular', 9.5)) {
        pen.type.draw(pen.page, line, { x: x + 78, y, sizePt: 9.5 })
        y -= 13
      }
    }
    return pen.y - 9 - y
  })
  pen.skip(Math.max(...heights) + 8)
}

function drawSections(pen: Pen, { text }: ReportModel): void {
  for (const section of text.sections)
    if (section.blocks.some(({ lines }) => lines.length > 0)) drawSection(pen, section)
}

const IN_SMALL_PRINT: readonly SectionName[] = ['model', 'validation']

function drawSection(pen: Pen, { name, heading, blocks, isNumbered }: ReportSection): void {
  pen.heading(heading)
  const style = IN_SMALL_PRINT.includes(name) ? SMALL : BODY
  const lines = blocks.flatMap((block) =>
    blockLines(block).map((line, index) => ({ block, line, isFirst: index === 0 })),
  )
  lines.forEach(({ block, line, isFirst }, index) => {
    if (isNumbered) pen.paragraph(line, { ...style, label: `${index + 1}.`, indentPt: 18 })
    else pen.paragraph(line, { ...style, ...labelStyle(block, isFirst) })
  })
}

/** A level's name stands in the margin of its paragraphs; a longer label before the first. */
function labelStyle(
  { label }: ReportBlock,
  isFirst: boolean,
): { label?: string; indentPt?: number; afterPt?: number } {
  if (label === '') return {}
  const indentPt = label.length <= SHORT_LABEL ? 40 : 130
  return { indentPt, afterPt: 5, ...(isFirst && { label }) }
}

function drawMissing(pen: Pen, type: TypeSetter): void {
  pen.skip(8)
  pen.paragraph(
    `The fonts of this report lack ${type.missing.size} of its characters; they are written as their Unicode code points, such as [U+738B]. The text, JSON, DICOM and FHIR formats hold them as they are.`,
    SMALL,
  )
}

function drawFooters(document: PDFDocument, type: TypeSetter, model: ReportModel): void {
  const pages = document.getPages()
  const left = `Cauda ${model.engine.appVersion}, research use only. Preliminary: grades are the model's unless marked as the reader's.`
  pages.forEach((page, index) => {
    const right = `Page ${index + 1} of ${pages.length}`
    const y = PAGE.margin - 20
    type.draw(page, left, { x: PAGE.margin, y, sizePt: 7.5, color: INK.muted })
    const x = PAGE.width - PAGE.margin - type.widthOf(right, 'regular', 7.5)
    type.draw(page, right, { x, y, sizePt: 7.5, color: INK.muted })
  })
}
