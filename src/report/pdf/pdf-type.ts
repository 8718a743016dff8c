import fontkit from '@pdf-lib/fontkit'
import { rgb } from 'pdf-lib'
import type { Color, PDFDocument, PDFFont, PDFPage } from 'pdf-lib'
import { unpackWoff } from './unpack-woff.ts'

/** Font files (TTF, OTF, WOFF or WOFF2) as bytes. `fallbacks` are tried in turn for characters that the first two lack. */
export type ReportFonts = {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
  readonly fallbacks?: readonly Uint8Array[]
}

export type Weight = 'regular' | 'bold'

/** One run of text that one font can draw. */
type Run = { readonly text: string; readonly font: PDFFont }

/**
 * Text set in the report's fonts. A character that none of them has is drawn as its code point, `[U+738B]`, and remembered in
 * `missing`, so that the report can say so: never a blank box, never a question mark.
 */
export type TypeSetter = {
  widthOf(text: string, weight: Weight, sizePt: number): number
  /** Draws one line with its baseline at `y`. Returns the width that it took. */
  draw(page: PDFPage, text: string, at: DrawAt): number
  /** Characters drawn as code points so far, each once. */
  readonly missing: ReadonlySet<string>
}

type DrawAt = {
  readonly x: number
  readonly y: number
  readonly sizePt: number
  readonly weight?: Weight
  readonly color?: Color
}

/** Text, muted text, rules and grades on white paper; the grades are DESIGN.md's. */
export const INK = {
  text: rgb(0.11, 0.13, 0.16),
  muted: rgb(0.38, 0.42, 0.47),
  line: rgb(0.8, 0.83, 0.86),
  accent: rgb(0.07, 0.42, 0.5),
  normal_mild: rgb(0.42, 0.486, 0.561),
  moderate: rgb(0.902, 0.624, 0),
  severe: rgb(0.91, 0.392, 0.173),
} as const satisfies Record<string, Color>

/** Scripts that need no shaping or reordering; the others would come out wrong glyph by glyph. */
const PLAIN_SCRIPT =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}]/u

/** Plain glyphs, one a character: ligatures would break words in a text search, and shaping takes most of the time. */
const NO_SHAPING = {
  calt: false,
  ccmp: false,
  clig: false,
  kern: false,
  liga: false,
  locl: false,
  mark: false,
  mkmk: false,
  rclt: false,
  rlig: false,
}

export async function loadTypeSetter(document: PDFDocument, fonts: ReportFonts): Promise<TypeSetter> {
  document.registerFontkit(fontkit)
  const embed = async (bytes: Uint8Array): Promise<Face> =>
    faceOf(await document.embedFont(unpackWoff(bytes), { subset: true, features: NO_SHAPING }))
  const fallbacks = await Promise.all((fonts.fallbacks ?? []).map(embed))
  const faces = {
    regular: [await embed(fonts.regular), ...fallbacks],
    bold: [await embed(fonts.bold), ...fallbacks],
  }
  const missing = new Set<string>()
  const runsOf = (text: string, weight: Weight): Run[] => splitRuns(text, faces[weight], missing)
  const emWidths = new Map<string, number>()
  const emWidthOf = (text: string, weight: Weight): number => {
    const key = `${weight} ${text}`
    const known = emWidths.get(key)
    if (known !== undefined) return known
    const width = runsOf(text, weight).reduce((sum, run) => sum + run.font.widthOfTextAtSize(run.text, 1), 0)
    emWidths.set(key, width)
    return width
  }
  return {
    missing,
    widthOf: (text, weight, sizePt) => emWidthOf(text, weight) * sizePt,
    draw: (page, text, { x, y, sizePt, weight = 'regular', color = INK.text }) => {
      let at = x
      for (const run of runsOf(text, weight)) {
        page.drawText(run.text, { x: at, y, size: sizePt, font: run.font, color })
        at += run.font.widthOfTextAtSize(run.text, sizePt)
      }
      return at - x
    },
  }
}

type Face = { readonly font: PDFFont; readonly codePoints: ReadonlySet<number> }

function faceOf(font: PDFFont): Face {
  return { font, codePoints: new Set(font.getCharacterSet()) }
}

function splitRuns(text: string, faces: readonly Face[], missing: Set<string>): Run[] {
  const [first] = faces
  if (first === undefined) throw new Error('a report needs a font')
  const runs: { text: string; font: PDFFont }[] = []
  for (const character of text.normalize('NFC')) {
    const face = faceFor(character, faces)
    if (face === undefined) missing.add(character)
    const drawn = face === undefined ? codePointName(character) : character
    const font = (face ?? first).font
    const last = runs.at(-1)
    if (last?.font === font) last.text += drawn
    else runs.push({ text: drawn, font })
  }
  return runs
}

function faceFor(character: string, faces: readonly Face[]): Face | undefined {
  if (!PLAIN_SCRIPT.test(character)) return undefined
  return faces.find((face) => face.codePoints.has(character.codePointAt(0) ?? 0))
}

function codePointName(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `[U+${hex}]`
}
