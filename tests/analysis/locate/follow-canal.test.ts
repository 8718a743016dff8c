import { describe, expect, it } from 'vitest'
import { canalCentre, nearness } from '../../../src/analysis/locate/follow-canal.ts'

const at = (places: readonly number[], depth: (mm: number) => number) =>
  places.map((mm) => [mm, depth(mm)] as const)
const grid = (from: number, step: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + step * index)

describe('canalCentre', () => {
  // A canal 20 mm wide whose middle lies at 3 mm.
  const canal = (mm: number) => Math.max(0, 0.4 * (1 - ((mm - 3) / 10) ** 2))

  it('is the middle of the canal, between slices too', () => {
    expect(canalCentre(at(grid(-20, 4, 12), canal))).toBeCloseTo(3, 0)
  })

  it('does not depend on where the slices lie or on slices beside the canal', () => {
    const centres = [0, 1, 2, 3].map((shift) => canalCentre(at(grid(-20 + shift, 4, 12), canal))!)
    expect(Math.max(...centres) - Math.min(...centres)).toBeLessThan(0.6)
    const few = canalCentre(at(grid(-20, 4, 12), canal))
    const more = canalCentre(at(grid(-60, 4, 40), canal))
    expect(more).toBeCloseTo(few!, 6)
  })

  it('does not go to a shallower canal-like structure beside it', () => {
    const withMuscle = (mm: number) => canal(mm) + (mm === -20 ? 0.3 : 0)
    expect(canalCentre(at(grid(-20, 4, 12), withMuscle))).toBeCloseTo(3, 0)
  })

  it('is not known where no slice shows a canal deep enough', () => {
    expect(canalCentre(at(grid(-20, 4, 12), () => 0.1))).toBeUndefined()
    expect(canalCentre([])).toBeUndefined()
  })
})

describe('nearness', () => {
  it('falls from 1 on the midline to 0 at 10 mm', () => {
    expect([0, 5, 10, 30].map(nearness)).toEqual([1, 0.75, 0, 0])
  })
})
