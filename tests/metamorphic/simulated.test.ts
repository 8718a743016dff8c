import { describe, expect, it } from 'vitest'
import { compareReadings } from './compare.ts'
import { openSimulated } from './pixel-study.ts'
import { openReader } from './reader.ts'
import { VARIANTS } from './variants.ts'

/** All variants, on real studies too, are measured by `npm run bench -- --only stability`. */
const TRIED = [
  'stored turned by 90 degrees',
  'patient mirrored',
  'padding border, untagged',
  'twice as many slices',
  '8 mm missing on the right',
  'six slices of noise on the left',
  'MONOCHROME1',
]
const MINUTES = 60_000

const reading = (async () => {
  const study = await openSimulated({ seed: 7 })
  const read = await openReader()
  return { study, read, plain: await read(study) }
})()

describe('the simulated patient, read with the shipped pack', () => {
  it('is read within the budget of multiplications', { timeout: 5 * MINUTES }, async () => {
    const { plain } = await reading
    expect(plain.macs).toBeLessThanOrEqual(3.2e9)
    expect(plain.analysed.levels).toHaveLength(5)
  })

  it.each(VARIANTS.filter(({ name }) => TRIED.includes(name)))(
    'has the same answers $name',
    { timeout: 5 * MINUTES },
    async (variant) => {
      const { study, read, plain } = await reading
      const { analysed } = await read(variant.change(study))
      const difference = compareReadings(plain.analysed, analysed, variant)
      expect(difference).toMatchObject({ flips: [], lost: [] })
      expect(difference.change).toBeLessThanOrEqual(0.1)
      expect(difference.measuredSd).toBeLessThanOrEqual(2)
      expect(difference.levelsMm).toBeLessThan(2)
    },
  )
})
