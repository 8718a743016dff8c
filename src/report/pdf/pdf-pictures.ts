import { asRead } from '../../domain/finding.ts'
import {
  concatTransformationMatrix,
  drawObject,
  popGraphicsState,
  pushGraphicsState,
  type PDFDocument,
  type PDFPage,
} from 'pdf-lib'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { gradeOf } from '../model/cell-standing.ts'
import type { KeyImage } from '../model/key-images.ts'
import { inReadingOrder } from '../sentences/level-sentences.ts'
import { breakLines, COLUMN_WIDTH, PAGE } from './pdf-layout.ts'
import type { Pen } from './pdf-layout.ts'
import { INK } from './pdf-type.ts'
import type { ReportCell, ReportModel } from '../model/report-model.ts'
import { placeOf, statementOf } from '../sentences/statement.ts'

type Raster = Pick<KeyImage, 'columns' | 'rows' | 'grey'>

const GAP = 14
const KEY_WIDTH = (COLUMN_WIDTH - GAP) / 2

/** The key images, two a row, each with its boxes (1 pt, corner to corner, label outside on top). */
export function drawKeyImages(document: PDFDocument, pen: Pen, images: readonly KeyImage[]): void {
  for (let first = 0; first < images.length; first += 2) {
    const row = images.slice(first, first + 2)
    const heights = row.map(keyHeight)
    pen.reserve(keyRowHeight(row))
    row.forEach((image, index) => {
      const height = heights[index] ?? 0
      const drawnWidth = (height * image.columns) / (image.rows * aspectOf(image))
      const x = PAGE.margin + index * (KEY_WIDTH + GAP)
      placeRaster(document, pen.page, image, { x, y: pen.y - height, width: drawnWidth, height })
      drawBoxes(pen, image, x, drawnWidth, height)
      pen.type.draw(pen.page, image.title, { x, y: pen.y - height - 10, sizePt: 8, color: INK.muted })
    })
    pen.skip(Math.max(...heights) + 22)
  }
}

/** Room for the first row of key images and its titles. */
export function keyRowHeight(images: readonly KeyImage[]): number {
  return Math.max(...images.slice(0, 2).map(keyHeight)) + 26
}

/** Cells worth a picture: whatever is moderate, severe, uncertain or decided otherwise than proposed. */
export function cellsWithPictures({ levels, template }: ReportModel): ReportCell[] {
  return levels
    .flatMap((level) => inReadingOrder(level.cells, template))
    .filter(({ standing, assessment }) => {
      if (assessment.kind === 'not-assessed') return false
      const grade = gradeOf(standing)
      return grade === 'moderate' || grade === 'severe' || standing.kind === 'uncertain' || changed(standing)
    })
}

/** The pixels that the networks were given, four a row, each with its cell's statement. */
export function drawEvidence(document: PDFDocument, pen: Pen, cells: readonly ReportCell[]): void {
  const perRow = 4
  const width = (COLUMN_WIDTH - (perRow - 1) * GAP) / perRow
  for (let first = 0; first < cells.length; first += perRow) {
    const row = cells.slice(first, first + perRow).flatMap((cell) => {
      const crop = asRead(cell.assessment)?.evidence.crop
      return crop === undefined ? [] : [{ cell, crop, lines: captionOf(cell, width, pen) }]
    })
    const imageHeight = Math.max(
      ...row.map(({ crop }) => Math.min(width, (width * crop.rows) / crop.columns)),
    )
    const height = imageHeight + 10 * Math.max(...row.map(({ lines }) => lines.length)) + 18
    pen.reserve(height)
    row.forEach(({ cell, crop, lines }, index) => {
      const x = PAGE.margin + index * (width + GAP)
      const scale = Math.min(width / crop.columns, imageHeight / crop.rows)
      const size = { width: crop.columns * scale, height: crop.rows * scale }
      placeRaster(document, pen.page, crop, { x, y: pen.y - size.height, ...size })
      const title = `${LEVEL_NAMES[cell.level]} ${placeOf(cell.condition)}`
      const top = pen.y - imageHeight - 10
      pen.type.draw(pen.page, title, { x, y: top, sizePt: 7.5, weight: 'bold' })
      lines.forEach((line, number) => {
        pen.type.draw(pen.page, line, { x, y: top - 10 * (number + 1), sizePt: 7, color: INK.muted })
      })
    })
    pen.skip(height)
  }
}

function keyHeight(image: KeyImage): number {
  return Math.min(330, (KEY_WIDTH * image.rows * aspectOf(image)) / image.columns)
}

/** Height of a pixel over its width. */
function aspectOf({ spacingMm: [row, column] }: KeyImage): number {
  return row / column
}

function captionOf(cell: ReportCell, width: number, pen: Pen): string[] {
  return breakLines(statementOf(cell), width, pen.type, 'regular', 7)
}

function changed(standing: ReportCell['standing']): boolean {
  return standing.kind === 'decided' && standing.change === 'changed'
}

function drawBoxes(pen: Pen, image: KeyImage, x: number, width: number, height: number): void {
  const scaleX = width / image.columns
  const scaleY = height / image.rows
  for (const { boxPx, label, grade, isElsewhere } of image.boxes) {
    const [left, top, boxWidth, boxHeight] = boxPx
    const color = grade === undefined ? INK.line : INK[grade]
    const at = { x: x + (left + 0.5) * scaleX, y: pen.y - (top + boxHeight + 0.5) * scaleY }
    pen.page.drawRectangle({
      ...at,
      width: boxWidth * scaleX,
      height: boxHeight * scaleY,
      borderWidth: 1,
      borderColor: color,
      ...(isElsewhere === true && { borderDashArray: [2, 2] }),
    })
    const labelWidth = pen.type.widthOf(label, 'bold', 7)
    pen.type.draw(pen.page, label, {
      x: Math.max(x + 2, at.x - labelWidth - 4),
      y: at.y + (boxHeight * scaleY) / 2 - 2.5,
      sizePt: 7,
      weight: 'bold',
      color,
    })
  }
}

/** Embeds grey values as they are, without a colour space conversion or a lossy step. */
function placeRaster(
  document: PDFDocument,
  page: PDFPage,
  { columns, rows, grey }: Raster,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  if (grey.length !== columns * rows)
    throw new RangeError(`an image of ${columns} by ${rows} has ${grey.length} values`)
  const stream = document.context.flateStream(new Uint8Array(grey), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: columns,
    Height: rows,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 8,
  })
  const name = page.node.newXObject('Image', document.context.register(stream))
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(width, 0, 0, height, x, y),
    drawObject(name),
    popGraphicsState(),
  )
}
