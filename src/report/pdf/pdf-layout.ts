import type { Color, PDFDocument, PDFPage } from 'pdf-lib'
import { INK } from './pdf-type.ts'
import type { TypeSetter, Weight } from './pdf-type.ts'

/** A4 in points, upright; everything is set between the margins. */
export const PAGE = { width: 595.28, height: 841.89, margin: 51, footer: 46 } as const
export const COLUMN_WIDTH = PAGE.width - 2 * PAGE.margin

export type ParagraphStyle = {
  readonly sizePt: number
  readonly leadingPt: number
  readonly weight?: Weight
  readonly color?: Color
  /** Hanging label in the margin of the paragraph, such as `L4/L5` or `2.`, and the room for it. */
  readonly label?: string
  readonly indentPt?: number
  readonly afterPt?: number
}

export const BODY = { sizePt: 9.5, leadingPt: 13.2, afterPt: 3 } as const satisfies ParagraphStyle
export const SMALL = {
  sizePt: 8,
  leadingPt: 10.8,
  afterPt: 2,
  color: INK.muted,
} as const satisfies ParagraphStyle

/** A pen that writes down the page and turns to a new one when there is no room. `y` is the next free line's top. */
export type Pen = {
  readonly type: TypeSetter
  page: PDFPage
  y: number
  /** Turns the page unless `heightPt` more fits on it. */
  reserve(heightPt: number): void
  skip(heightPt: number): void
  /** A section's heading, kept on one page with `nextPt` of what follows it. */
  heading(text: string, nextPt?: number): void
  paragraph(text: string, style?: ParagraphStyle): void
}

export function startPen(document: PDFDocument, type: TypeSetter): Pen {
  const turn = (): PDFPage => document.addPage([PAGE.width, PAGE.height])
  const pen: Pen = {
    type,
    page: turn(),
    y: PAGE.height - PAGE.margin,
    reserve(heightPt) {
      if (pen.y - heightPt >= PAGE.margin + PAGE.footer - 20) return
      pen.page = turn()
      pen.y = PAGE.height - PAGE.margin
    },
    skip(heightPt) {
      pen.y -= heightPt
    },
    heading(text, nextPt = 28) {
      pen.reserve(32 + nextPt)
      pen.skip(12)
      type.draw(pen.page, text, {
        x: PAGE.margin,
        y: pen.y - 10,
        sizePt: 10.5,
        weight: 'bold',
        color: INK.accent,
      })
      rule(pen.page, pen.y - 15)
      pen.skip(20)
    },
    paragraph(text, style = BODY) {
      writeParagraph(pen, text, style)
    },
  }
  return pen
}

export function rule(page: PDFPage, y: number): void {
  page.drawLine({
    start: { x: PAGE.margin, y },
    end: { x: PAGE.width - PAGE.margin, y },
    thickness: 0.6,
    color: INK.line,
  })
}

/** Words set into lines of `widthPt`; a number stays with its unit, and a word longer than a line is broken. */
export function breakLines(
  text: string,
  widthPt: number,
  type: TypeSetter,
  weight: Weight,
  sizePt: number,
): string[] {
  const widthOf = (part: string): number => type.widthOf(part, weight, sizePt)
  const space = widthOf(' ')
  const words = text.replace(/(\d) (%|mm|ms)/gu, '$1\u00a0$2').split(/ +/u)
  const lines: string[] = []
  let line = ''
  let width = 0
  for (const word of words.flatMap((whole) => breakWord(whole, widthPt, widthOf))) {
    const wordWidth = widthOf(word)
    if (line !== '' && width + space + wordWidth > widthPt) {
      lines.push(line)
      line = ''
    }
    width = line === '' ? wordWidth : width + space + wordWidth
    line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

function breakWord(word: string, widthPt: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= widthPt) return [word]
  const pieces = ['']
  for (const character of word) {
    const last = pieces.at(-1) ?? ''
    if (widthOf(last + character) <= widthPt) pieces[pieces.length - 1] = last + character
    else pieces.push(character)
  }
  return pieces
}

/** No line of a paragraph stands alone at the foot or the head of a page. */
function writeParagraph(pen: Pen, text: string, style: ParagraphStyle): void {
  const { sizePt, leadingPt, weight = 'regular', color = INK.text, label, indentPt = 0, afterPt = 0 } = style
  const lines = breakLines(text, COLUMN_WIDTH - indentPt, pen.type, weight, sizePt)
  lines.forEach((line, index) => {
    const linesLeft = lines.length - index
    const together = index === 0 || linesLeft === 2 ? Math.min(2, linesLeft) : 1
    pen.reserve(leadingPt * together)
    const y = pen.y - sizePt
    if (index === 0 && label !== undefined)
      pen.type.draw(pen.page, label, { x: PAGE.margin, y, sizePt, weight: 'bold', color })
    pen.type.draw(pen.page, line, { x: PAGE.margin + indentPt, y, sizePt, weight, color })
    pen.skip(leadingPt)
  })
  pen.skip(afterPt)
}
