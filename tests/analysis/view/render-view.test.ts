import { describe, expect, it } from 'vitest'
import { NETWORK_INPUTS } from '../../../src/analysis/view/network-inputs.ts'
import { marginSize, renderView } from '../../../src/analysis/view/render-view.ts'
import type { ImagePixels } from '../../../src/domain/study.ts'
import { mirrorView } from '../../../src/analysis/view/mirror-view.ts'
import { applyAffine } from '../../../src/analysis/geometry/affine.ts'

const input = NETWORK_INPUTS['grade-axial']
const [height, width] = input.shape

function noise(seed: number): ImagePixels {
  const data = new Int16Array(150 * 120)
  let state = seed
  for (let index = 0; index < data.length; index++) {
    state = (state * 1103515245 + 12345) % 2147483648
    data[index] = state % 1000
  }
  return { columns: 150, rows: 120, data, slope: 1, intercept: 0, padding: undefined }
}
const toImage = [0.9, 0.1, 20, -0.1, 0.9, 25] as const

describe('renderView', () => {
  it('gives the same grey inside, with a margin or without', () => {
    const sources = [noise(1), noise(2), noise(3)]
    const bare = renderView(sources, toImage, input)
    const wide = renderView(sources, toImage, input, 1.25)
    expect([wide.columns, wide.rows]).toEqual([120, 90])
    for (let row = 0; row < height; row++)
      expect(bare.grey.subarray(row * width * 3, (row + 1) * width * 3)).toEqual(
        wide.grey.subarray(((row + 9) * 120 + 12) * 3, ((row + 9) * 120 + 12 + width) * 3),
      )
    expect(applyAffine(wide.toImage, [12, 9])).toEqual(applyAffine(bare.toImage, [0, 0]))
  })

  it('leaves a missing channel at 0 and out of the window', () => {
    const view = renderView([undefined, noise(2), undefined], toImage, input)
    const alone = renderView([noise(2)], toImage, { ...input, shape: [height, width, 1] })
    for (let pixel = 0; pixel < height * width; pixel++) {
      expect(view.grey[pixel * 3]).toBe(0)
      expect(view.grey[pixel * 3 + 1]).toBe(alone.grey[pixel])
    }
  })

  it('does not change when values are scaled and shifted', () => {
    const source = noise(9)
    const rescaled = { ...source, slope: 0.5, intercept: 1000 }
    expect(renderView([rescaled, undefined, undefined], toImage, input).grey).toEqual(
      renderView([source, undefined, undefined], toImage, input).grey,
    )
  })
})

describe('marginSize', () => {
  it('grows by whole pixels on both sides', () => {
    expect([64, 72, 96, 128].map((size) => marginSize(size, 1.25))).toEqual([80, 90, 120, 160])
  })
})

describe('mirrorView', () => {
  it('turns columns about and keeps every pixel on its place in the image', () => {
    const view = renderView([noise(1), noise(2), noise(3)], toImage, input)
    const mirrored = mirrorView(view)
    expect(mirrored.grey[0]).toBe(view.grey[(width - 1) * 3])
    expect(mirrored.grey[2]).toBe(view.grey[(width - 1) * 3 + 2])
    const here = applyAffine(mirrored.toImage, [0, 5])
    const there = applyAffine(view.toImage, [width - 1, 5])
    expect(here[0]).toBeCloseTo(there[0], 9)
    expect(here[1]).toBeCloseTo(there[1], 9)
    expect(mirrorView(mirrored).grey).toEqual(view.grey)
  })
})
