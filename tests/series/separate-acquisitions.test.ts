import { describe, expect, it } from 'vitest'
import type { Instance } from '../../src/intake/instance/instance.ts'
import { buildStudies } from '../../src/series/build-studies.ts'
import { makeInstance, makeSagittal, SAGITTAL } from './make-instance.ts'
import type { InstanceOptions } from './make-instance.ts'

/** Sagittal slices at these places, mm from the right. */
function slicesAt(places: readonly number[], options: InstanceOptions = {}): readonly Instance[] {
  return places.map((x) => makeInstance({ orientation: SAGITTAL, position: [x, 0, 100], ...options }))
}

function stacksOf(...instances: readonly (readonly Instance[])[]) {
  const [study] = buildStudies(instances.flat()).studies
  return study!.stacks.map(({ images, diagnostics }) => ({
    places: images.map(({ geometry }) => Math.round(geometry.position[0] * 10) / 10),
    codes: diagnostics.map(({ code }) => code),
  }))
}

const FIVE = [0, 4, 8, 12, 16]

describe('the acquisitions of one series', () => {
  it('an echo time written with different digits is one acquisition; another echo is not', () => {
    const jitter = FIVE.map((x, index) => slicesAt([x], { echoTimeMs: index % 2 ? 102.001 : 102 })).flat()
    expect(stacksOf(jitter).map(({ places }) => places)).toEqual([FIVE])
    const dixon = [slicesAt(FIVE, { echoTimeMs: 1.2 }), slicesAt(FIVE, { echoTimeMs: 2.4 })]
    expect(stacksOf(...dixon)).toHaveLength(2)
    const unsaid = [slicesAt([0, 8, 16], { echoTimeMs: 102 }), slicesAt([4, 12])]
    expect(stacksOf(...unsaid).map(({ places }) => places)).toEqual([FIVE])
  })

  it('interleaved and neighbouring packages come together', () => {
    const interleaved = [slicesAt([0, 8, 16], { acquisition: 1 }), slicesAt([4, 12], { acquisition: 2 })]
    expect(stacksOf(...interleaved)).toEqual([{ places: FIVE, codes: [] }])
    const following = [slicesAt([0, 4, 8], { acquisition: 1 }), slicesAt([12, 16], { acquisition: 2 })]
    expect(stacksOf(...following)).toEqual([{ places: FIVE, codes: [] }])
  })

  it('an incomplete repeat takes no slice of the acquisition before it, even where it is slightly shifted', () => {
    const first = slicesAt([0, 4, 12, 16], { acquisition: 1 })
    for (const shift of [0, 0.3]) {
      const second = slicesAt(
        FIVE.map((x) => x + shift),
        { acquisition: 2 },
      )
      const stacks = stacksOf(second, first)
      expect(stacks.map(({ places }) => places).sort((a, b) => a.length - b.length)).toEqual([
        [0, 4, 12, 16],
        FIVE.map((x) => x + shift),
      ])
      expect(stacks.flatMap(({ codes }) => codes)).toContain('series.repeated')
    }
  })

  it('tells repeats apart by AcquisitionTime where they have no number', () => {
    const first = slicesAt([0, 4, 12, 16], { acquisitionTime: '101500' })
    const second = slicesAt(FIVE, { acquisitionTime: '102000' })
    expect(
      stacksOf(second, first)
        .map(({ places }) => places.length)
        .sort(),
    ).toEqual([4, 5])
  })

  it('an acquisition number for each slice is one acquisition', () => {
    const numbered = FIVE.flatMap((x, index) => slicesAt([x], { acquisition: index + 1 }))
    expect(stacksOf(numbered)).toEqual([{ places: FIVE, codes: [] }])
  })

  it('two table positions are two stacks, though their slices lie side by side or on one plane', () => {
    for (const shift of [0, 0.7]) {
      const upper = FIVE.map((x) =>
        makeInstance({ orientation: SAGITTAL, position: [x - 30 + shift, 0, 350], description: 'SAG T2' }),
      )
      const lower = makeSagittal(5, { description: 'SAG T2' })
      const [study] = buildStudies([...upper, ...lower]).studies
      expect(study!.stacks.map(({ images }) => images.map(({ geometry }) => geometry.position[2]))).toEqual([
        [350, 350, 350, 350, 350],
        [100, 100, 100, 100, 100],
      ])
      expect(study!.stacks[0]!.diagnostics).toMatchObject([
        { code: 'series.stations', fields: { stations: 2 } },
      ])
      // The lower one is the lumbar spine.
      expect(study!.roles.map(({ role, stackIds }) => [role, ...stackIds])).toEqual([
        ['sagittal_t2', '1.1/2'],
      ])
    }
  })
})
