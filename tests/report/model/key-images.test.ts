import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { keyImagesOf } from '../../../src/report/model/key-images.ts'
import { sampleInput, sampleStudy } from '../fixture.ts'

const study = sampleStudy()
const render = () => Promise.resolve(new Uint8ClampedArray(448 * 448))

describe('key images', () => {
  it('are the image of most discs, the image of the worst grade of each narrowed level, and those marked', () => {
    const marked = study.stacks[4]!.images[1]!.id
    const { keyImages, markedImages } = buildReport(sampleInput({ keyImages: [marked, 'not in this study'] }))
    expect(markedImages).toEqual([marked])
    expect(keyImages[0]).toBe(study.stacks[0]!.images[9]!.id)
    expect(keyImages).toContain(marked)
    const all = study.stacks.flatMap((stack) => stack.images.map(({ id }) => id))
    expect(keyImages.slice(1)).toEqual(all.filter((id) => keyImages.slice(1).includes(id)))
    expect(keyImages.length).toBeLessThanOrEqual(1 + 5 + 1)
  })

  it('show the discs in their worst grade, and what was read elsewhere as such', async () => {
    const images = await keyImagesOf(study, buildReport(sampleInput()), render)
    const lead = images.find(({ imageId }) => imageId === study.stacks[0]!.images[9]!.id)
    expect(lead?.boxes.map(({ label, grade }) => [label, grade])).toEqual([
      ['L2/L3', 'normal_mild'],
      ['L3/L4', 'severe'],
      ['L4/L5', 'severe'],
      ['L5/S1', 'severe'],
    ])
    expect(lead?.boxes.some(({ isElsewhere }) => isElsewhere === true)).toBe(false)
  })

  it('leave out an image whose pixels cannot be read any more', async () => {
    const model = buildReport(sampleInput())
    expect(await keyImagesOf(study, model, () => Promise.resolve(undefined))).toEqual([])
  })
})
