import type { Color, PDFPage } from 'pdf-lib'
import { CONDITIONS_RIGHT_TO_LEFT } from '../../domain/condition.ts'
import type { Condition } from '../../domain/condition.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { GRADE_NAMES } from '../../domain/severity.ts'
import { COLUMN_WIDTH, PAGE, rule } from './pdf-layout.ts'
import type { Pen } from './pdf-layout.ts'
import { INK } from './pdf-type.ts'
import type { ReportCell, ReportLevel, Standing } from '../model/report-model.ts'
import { percent } from '../sentences/statement.ts'

const COLUMN_NAMES = {
  right_neural_foraminal_narrowing: 'Right foramen',
  right_subarticular_stenosis: 'Right recess',
  spinal_canal_stenosis: 'Canal',
  left_subarticular_stenosis: 'Left recess',
  left_neural_foraminal_narrowing: 'Left foramen',
} as const satisfies Record<Condition, string>

const CHANGE_WORDS = { confirmed: 'confirmed', changed: 'changed', added: 'graded' } as const

const ROW_HEIGHT = 29
const LABEL_WIDTH = 40
const CELL_WIDTH = (COLUMN_WIDTH - LABEL_WIDTH) / CONDITIONS_RIGHT_TO_LEFT.length
const MARK_RADIUS = 4.6

/**
 * The findings as they lie in the patient: rows cranial to caudal, columns from the patient's right to left, as on an axial image.
 * Shape, colour and word say the grade; a ring says that a reader decided it.
 */
export function drawFindingsMap(pen: Pen, levels: readonly ReportLevel[]): void {
  pen.reserve(ROW_HEIGHT * levels.length + 50)
  CONDITIONS_RIGHT_TO_LEFT.forEach((condition, column) => {
    pen.type.draw(pen.page, COLUMN_NAMES[condition], {
      x: cellX(column) + 4,
      y: pen.y - 9,
      sizePt: 8,
      weight: 'bold',
      color: INK.muted,
    })
  })
  pen.skip(14)
  rule(pen.page, pen.y)
  for (const { level, cells } of levels) {
    const middle = pen.y - ROW_HEIGHT / 2
    pen.type.draw(pen.page, LEVEL_NAMES[level], {
      x: PAGE.margin,
      y: middle - 3.4,
      sizePt: 9.5,
      weight: 'bold',
    })
    CONDITIONS_RIGHT_TO_LEFT.forEach((condition, column) => {
      const cell = cells.find((candidate) => candidate.condition === condition)
      if (cell !== undefined) drawCell(pen, cell, cellX(column), middle)
    })
    pen.skip(ROW_HEIGHT)
    rule(pen.page, pen.y)
  }
  drawLegend(pen)
}

/** Draws the mark of a standing about a centre: hollow, half filled, filled, dashed or a dash, with a ring where decided. */
function drawMark(page: PDFPage, standing: Standing, x: number, y: number): void {
  if (standing.kind === 'not-assessed' || standing.kind === 'set-aside') {
    page.drawLine({
      start: { x: x - 4, y },
      end: { x: x + 4, y },
      thickness: 1.2,
      color: INK.muted,
    })
    if (standing.kind === 'set-aside') drawRing(page, x, y)
    return
  }
  if (standing.kind === 'uncertain') {
    drawOutline(page, x, y, INK.muted, [2, 1.6])
    return
  }
  drawOutline(page, x, y, INK[standing.grade])
  if (standing.grade === 'moderate') drawLowerHalf(page, x, y)
  if (standing.grade === 'severe') page.drawCircle({ x, y, size: MARK_RADIUS, color: INK.severe })
  if (standing.kind === 'decided') drawRing(page, x, y)
}

function drawCell(pen: Pen, { standing }: ReportCell, x: number, middle: number): void {
  drawMark(pen.page, standing, x + 12, middle)
  const [first, second] = cellWords(standing)
  pen.type.draw(pen.page, first, { x: x + 24, y: middle + 1.6, sizePt: 8.5 })
  pen.type.draw(pen.page, second, { x: x + 24, y: middle - 8, sizePt: 7, color: INK.muted })
}

function cellWords(standing: Standing): readonly [string, string] {
  switch (standing.kind) {
    case 'decided':
      return [GRADE_NAMES[standing.grade], `${CHANGE_WORDS[standing.change]} by reader`]
    case 'proposed':
      return [GRADE_NAMES[standing.grade], `model ${percent(standing.probability)}`]
    case 'uncertain':
      return ['Uncertain', 'model abstains']
    case 'set-aside':
      return ['Not assessed', 'by reader']
    case 'not-assessed':
      return ['Not assessed', 'by model']
  }
}

const UNCERTAIN: Standing = {
  kind: 'uncertain',
  probabilities: { normal_mild: 0, moderate: 0, severe: 0 },
  threshold: 1,
}

function drawLegend(pen: Pen): void {
  const entries: readonly (readonly [Standing, string])[] = [
    [{ kind: 'proposed', grade: 'normal_mild', probability: 1 }, 'Normal/Mild'],
    [{ kind: 'proposed', grade: 'moderate', probability: 1 }, 'Moderate'],
    [{ kind: 'proposed', grade: 'severe', probability: 1 }, 'Severe'],
    [UNCERTAIN, 'Uncertain: no grade proposed'],
    [{ kind: 'not-assessed', why: '' }, 'Not assessed'],
    [{ kind: 'decided', grade: 'normal_mild', change: 'confirmed' }, 'Ring: decided by the reader'],
  ]
  const y = pen.y - 12
  let x = PAGE.margin + 6
  for (const [standing, words] of entries) {
    drawMark(pen.page, standing, x, y)
    const wordsX = x + (standing.kind === 'decided' ? 12 : 9)
    x = wordsX + pen.type.draw(pen.page, words, { x: wordsX, y: y - 2.6, sizePt: 7, color: INK.muted }) + 15
  }
  pen.skip(24)
}

function drawOutline(page: PDFPage, x: number, y: number, color: Color, dashes?: number[]): void {
  page.drawCircle({
    x,
    y,
    size: MARK_RADIUS,
    borderWidth: 1.2,
    borderColor: color,
    ...(dashes === undefined ? {} : { borderDashArray: dashes }),
  })
}

function drawLowerHalf(page: PDFPage, x: number, y: number): void {
  const r = MARK_RADIUS
  page.drawSvgPath(`M ${-r} 0 A ${r} ${r} 0 0 0 ${r} 0 Z`, { x, y, color: INK.moderate })
}

function drawRing(page: PDFPage, x: number, y: number): void {
  page.drawCircle({ x, y, size: MARK_RADIUS + 2.8, borderWidth: 1, borderColor: INK.text })
}

function cellX(column: number): number {
  return PAGE.margin + LABEL_WIDTH + column * CELL_WIDTH
}
