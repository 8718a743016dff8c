import type { Grade } from '../../domain/severity.ts'
import { glyphOf, GLYPH_COLUMNS, GLYPH_ROWS } from './capture-font.ts'
import type { KeyBox, KeyImage } from '../model/key-images.ts'

type Colour = readonly [red: number, green: number, blue: number]

/** DESIGN.md's colours. */
const COLOURS = {
  normal_mild: [0x8b, 0x9c, 0xaf],
  moderate: [0xe6, 0x9f, 0x00],
  severe: [0xe8, 0x64, 0x2c],
} as const satisfies Record<Grade, Colour>
const PLAIN: Colour = [0xc9, 0xd1, 0xd9]

/** Letters are one pixel wide a dot up to this many columns, two up to twice as many, and so on. */
const COLUMNS_PER_DOT = 512
const DASH = 3

/** The line that stands on every capture. */
export const CAPTURE_LINE = 'CAUDA - RESEARCH USE ONLY'

/** The image as RGB, row by row, with its boxes, their labels and the research-use line drawn into it. */
export function drawCapture(image: Pick<KeyImage, 'columns' | 'rows' | 'grey' | 'boxes'>): Uint8Array {
  const canvas = canvasOf(image)
  const dot = Math.max(1, Math.round(image.columns / COLUMNS_PER_DOT))
  for (const box of image.boxes) drawBox(canvas, box, dot)
  drawText(canvas, CAPTURE_LINE, 4 * dot, image.rows - (GLYPH_ROWS + 4) * dot, dot, PLAIN)
  return canvas.rgb
}

type Canvas = { readonly rgb: Uint8Array; readonly columns: number; readonly rows: number }

function canvasOf({ columns, rows, grey }: Pick<KeyImage, 'columns' | 'rows' | 'grey'>): Canvas {
  if (grey.length !== columns * rows)
    throw new RangeError(`an image of ${columns} by ${rows} has ${grey.length} values`)
  const rgb = new Uint8Array(grey.length * 3)
  grey.forEach((value, pixel) => rgb.fill(value, pixel * 3, pixel * 3 + 3))
  return { rgb, columns, rows }
}

function drawBox(canvas: Canvas, { boxPx, label, grade, isElsewhere = false }: KeyBox, dot: number): void {
  const colour = grade === undefined ? PLAIN : COLOURS[grade]
  const [left, top] = [Math.round(boxPx[0]), Math.round(boxPx[1])]
  const [right, bottom] = [Math.round(boxPx[0] + boxPx[2]), Math.round(boxPx[1] + boxPx[3])]
  const isDrawn = (along: number): boolean => !isElsewhere || Math.floor(along / (DASH * dot)) % 2 === 0
  for (let x = left; x <= right; x++)
    if (isDrawn(x - left)) for (const y of [top, bottom]) paint(canvas, x, y, dot, colour)
  for (let y = top; y <= bottom; y++)
    if (isDrawn(y - top)) for (const x of [left, right]) paint(canvas, x, y, dot, colour)
  const text = shortened(label).toUpperCase()
  const width = text.length * (GLYPH_COLUMNS + 1) * dot
  const x = Math.max(2, left - width - 4 * dot)
  const isBeside = left - width - 4 * dot >= 2
  const y = isBeside ? Math.round((top + bottom) / 2) - 3 * dot : Math.max(2, top - (GLYPH_ROWS + 3) * dot)
  drawText(canvas, text, isBeside ? x : left, y, dot, colour)
}

/** A burnt-in label must not hide the anatomy. */
function shortened(label: string): string {
  return label
    .replace(' neural foramen', ' foramen')
    .replace(' subarticular zone', ' recess')
    .replace(' spinal canal', ' canal')
    .replace(' right ', ' R ')
    .replace(' left ', ' L ')
}

function drawText(canvas: Canvas, text: string, x: number, y: number, dot: number, colour: Colour): void {
  Array.from(text).forEach((character, index) => {
    glyphOf(character).forEach((row, line) => {
      for (let column = 0; column < GLYPH_COLUMNS; column++)
        if (row[column] === '#')
          paint(canvas, x + (index * (GLYPH_COLUMNS + 1) + column) * dot, y + line * dot, dot, colour)
    })
  })
}

/** A square of `size` pixels; what lies beside the image is left out. */
function paint({ rgb, columns, rows }: Canvas, x: number, y: number, size: number, colour: Colour): void {
  for (let row = y; row < y + size; row++)
    for (let column = x; column < x + size; column++)
      if (row >= 0 && column >= 0 && row < rows && column < columns)
        rgb.set(colour, (row * columns + column) * 3)
}
