import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { ImagePixels } from '../../domain/study.ts'
import { medianOf } from '../geometry/spine-curve.ts'
import type { PixelSource } from '../ports.ts'
import { leftwardMm, readImages } from './read-slices.ts'
import type { PlacedImage, ReadImage } from './read-slices.ts'
import { cornerOf, findShownPart, trimGeometry, trimPixels, uniteParts } from './trim-border.ts'

/**
 * The slices of a sagittal stack that show the patient, from right to left, at least `LEAST_SPACING_MM` apart and without
 * the border of the matrix.
 */
export type ReadStack = { readonly slices: readonly ReadImage[]; readonly diagnostics: readonly Diagnostic[] }

/**
 * Slices nearer than this to each other are read in part, mm: two-dimensional series of the lumbar spine have a slice every 3.3 to
 * 5 mm, which the networks know; what lies between is interpolated or, in three-dimensional series, shows the same.
 */
const LEAST_SPACING_MM = 2.9
/** Slices nearer than this are not even fetched, mm. */
const LEAST_FETCHED_MM = 1.4
/**
 * A slice whose grey values spread less than this share of what is usual in its stack is blank. Of 90 slices of real studies (RSNA)
 * the least had .82.
 */
const BLANK_SPREAD = 0.15
/** Where neighbouring tissue resembles itself less than this (correlation over 2 mm) there is noise. The least of those 90 had .69. */
const NOISE_CORRELATION = 0.3
const CORRELATION_MM = 2

/**
 * Reads a sagittal stack. Blank slices and slices of noise, as an over-long prescription leaves them, are left out and told:
 * `analysis.blank-slices`.
 */
export async function readStack(
  signal: AbortSignal,
  pixels: PixelSource,
  images: readonly PlacedImage[],
): Promise<ReadStack> {
  const ordered = images.toSorted((a, b) => leftwardMm(a) - leftwardMm(b))
  const [fetched = []] = phases(ordered, LEAST_FETCHED_MM)
  const { read, diagnostics } = await readImages(signal, pixels, fetched)
  const textures = read.map(({ source, image: { geometry } }) => textureOf(source, geometry.columnSpacingMm))
  const usual = textures.length > 0 ? medianOf(textures.map(({ spread }) => spread)) : 0
  const isShown = (index: number) => {
    const { spread, correlation } = textures[index]!
    return spread > BLANK_SPREAD * usual && correlation >= NOISE_CORRELATION
  }
  const shown = read.filter((_, index) => isShown(index))
  const blank = read.length - shown.length
  const told = blank > 0 ? [blankSlices(read, blank)] : []
  return { slices: trimBorders(sharpestPhase(shown)), diagnostics: [...diagnostics, ...told] }
}

function blankSlices([first]: readonly ReadImage[], count: number): Diagnostic {
  return diagnose('analysis.blank-slices', 'warning', first?.stack.description ?? '', { count })
}

/** The ways to take every n-th slice so that they lie far enough apart. */
function phases<T extends PlacedImage>(ordered: readonly T[], leastMm: number): readonly (readonly T[])[] {
  const every = stepOf(ordered, leastMm)
  return Array.from({ length: every }, (_, phase) => ordered.filter((_, index) => index % every === phase))
}

function stepOf(ordered: readonly PlacedImage[], leastMm: number): number {
  const gaps = ordered.slice(1).map((image, index) => leftwardMm(image) - leftwardMm(ordered[index]!))
  const spacing = gaps.length > 0 ? medianOf(gaps) : leastMm
  return Math.max(1, Math.ceil(leastMm / Math.max(spacing, 0.1)))
}

/**
 * Slices interpolated between others are smoother than these: of several ways to thin a stack, the one whose slices are sharper
 * than their own neighbours in the whole stack.
 */
function sharpestPhase(ordered: readonly ReadImage[]): readonly ReadImage[] {
  const ways = phases(ordered, LEAST_SPACING_MM)
  if (ways.length === 1) return ordered
  const details = ordered.map(({ source }) => textureOf(source, 1).detail)
  const gains = details
    .slice(1, -1)
    .map((detail, before) => detail / (details[before]! + details[before + 2]!))
  const sharpness = (phase: number) => {
    const own = gains.filter((_, before) => (before + 1) % ways.length === phase)
    return own.length > 0 ? medianOf(own) : 0
  }
  const phase = ways.reduce((best, _, other) => (sharpness(other) > sharpness(best) ? other : best), 0)
  return ways[phase] ?? ordered
}

/** The same slices without the border that all of them have. */
function trimBorders(slices: readonly ReadImage[]): readonly ReadImage[] {
  const parts = slices.flatMap(({ source }) => findShownPart(source) ?? [])
  if (parts.length === 0) return slices
  const part = uniteParts(parts)
  return slices.map((slice) => ({
    ...slice,
    image: { ...slice.image, geometry: trimGeometry(slice.image.geometry, part) },
    source: trimPixels(slice.source, part),
    corner: cornerOf(part),
  }))
}

/**
 * `spread`: standard deviation of the grey values; `correlation`: of values 2 mm apart in a row; `detail`: mean square
 * difference of neighbours. Padding is left out.
 */
function textureOf({ data, columns, rows, padding }: ImagePixels, columnSpacingMm: number) {
  const lag = Math.max(2, Math.round(CORRELATION_MM / columnSpacingMm))
  let [count, sum, squares, products, differences] = [0, 0, 0, 0, 0]
  for (let row = 0; row < rows; row++)
    for (let column = 0, at = row * columns; column + lag < columns; column++, at++) {
      const value = data[at]!
      const beside = data[at + 1]!
      const there = data[at + lag]!
      if (value === padding || beside === padding || there === padding) continue
      count++
      sum += value
      squares += value * value
      products += value * there
      differences += (value - beside) ** 2
    }
  const mean = sum / count
  const variance = squares / count - mean * mean
  return {
    spread: Math.sqrt(Math.max(0, variance)),
    correlation: variance > 0 ? (products / count - mean * mean) / variance : 0,
    detail: differences / count,
  }
}
