import { describe, expect, it } from 'vitest'
import { leftwardMm } from '../../../src/analysis/view/read-slices.ts'
import type { PlacedImage } from '../../../src/analysis/view/read-slices.ts'
import { readStack } from '../../../src/analysis/view/read-stack.ts'
import { succeed } from '../../../src/domain/result.ts'
import type { ImagePixels, StudyImage } from '../../../src/domain/study.ts'

const SIZE = 64
type Picture = (column: number, row: number) => number

/** Bands of tissue with fine detail; each slice shows other detail. */
const tissue =
  (slice: number): Picture =>
  (column, row) =>
    200 + 150 * Math.sin(column / 9 + row / 11) + 30 * Math.sin((column * (7 + slice) + row * 5) / 6)
const noise: Picture = (column, row) => (column * 7919 + row * 104729 + column * row * 31) % 11
const between =
  (a: Picture, b: Picture): Picture =>
  (column, row) =>
    (a(column, row) + b(column, row)) / 2

/** Reads sagittal slices given as place (mm to the left) and picture. */
async function read(slices: readonly (readonly [mm: number, picture: Picture])[]) {
  const pixels = new Map<string, ImagePixels>()
  const images = slices.map(([mm, picture], order): PlacedImage => {
    const data = Float32Array.from({ length: SIZE * SIZE }, (_, at) =>
      picture(at % SIZE, Math.floor(at / SIZE)),
    )
    pixels.set(String(mm), { columns: SIZE, rows: SIZE, data, slope: 1, intercept: 0, padding: undefined })
    const image = {
      id: String(mm),
      inverted: false,
      geometry: {
        position: [mm, 0, 0],
        columnDirection: [0, 1, 0],
        rowDirection: [0, 0, -1],
        columnSpacingMm: 1,
        rowSpacingMm: 1,
        columns: SIZE,
        rows: SIZE,
      },
    } as unknown as StudyImage
    return { stack: { id: 's', description: 'T2 sag' } as PlacedImage['stack'], image, order }
  })
  const source = { pixels: (_: AbortSignal, id: string) => Promise.resolve(succeed(pixels.get(id)!)) }
  const { slices: kept, diagnostics } = await readStack(new AbortController().signal, source, images)
  return { places: kept.map((slice) => Math.round(leftwardMm(slice)) + 0), diagnostics }
}

describe('readStack', () => {
  it('keeps the slices of a usual series, from right to left', async () => {
    const { places, diagnostics } = await read([8, 4, 0, -4].map((mm) => [mm, tissue(mm)]))
    expect(places).toEqual([-4, 0, 4, 8])
    expect(diagnostics).toEqual([])
  })

  it('leaves out slices of noise and blank ones, and says how many', async () => {
    const { places, diagnostics } = await read([
      [0, tissue(0)],
      [4, tissue(4)],
      [8, tissue(8)],
      [12, noise],
      [16, () => 0],
    ])
    expect(places).toEqual([0, 4, 8])
    expect(diagnostics).toMatchObject([
      { code: 'analysis.blank-slices', severity: 'warning', subject: 'T2 sag', fields: { count: 2 } },
    ])
  })

  it.each([
    ['first', 0],
    ['second', 1],
  ])('keeps the acquired ones of twice as many slices, where the %s is acquired', async (_, first) => {
    const places = [0, 2, 4, 6, 8, 10, 12]
    const kept = await read(
      places.map((mm, index) => {
        const isAcquired = index % 2 === first
        return [mm, isAcquired ? tissue(mm) : between(tissue(mm - 2), tissue(mm + 2))]
      }),
    )
    expect(kept.places).toEqual(places.filter((_mm, index) => index % 2 === first))
  })
})
