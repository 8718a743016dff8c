import { describe, expect, it } from 'vitest'
import { LEVELS } from '../../src/domain/level.ts'
import type { StudyImage } from '../../src/domain/study.ts'
import { checkAlignment, checkFieldOfView, checkMissingLevels } from '../../src/scope/check-levels.ts'
import { located, study } from '../review/fixtures.ts'

const all = LEVELS.map((level) => located(level))

describe('checkAlignment', () => {
  it('tells a bent spine from a tilted one', () => {
    expect(checkAlignment(LEVELS.map((level, index) => located(level, index * 10)))).toEqual([])
    const bent = (byMm: number) => LEVELS.map((level, index) => located(level, index === 2 ? byMm : 0))
    expect(checkAlignment(bent(8))).toEqual([])
    expect(checkAlignment(bent(-10))).toMatchObject([{ effect: 'mark', touches: 'all' }])
  })
})

describe('checkMissingLevels', () => {
  it('touches the cells of the levels that were not found', () => {
    const [check] = checkMissingLevels(all.slice(1))
    expect(check?.diagnostic.subject).toBe('L1/L2')
    expect(check?.touches).toHaveLength(5)
    expect(checkMissingLevels(all)).toEqual([])
  })
})

describe('checkFieldOfView', () => {
  const image = { id: 'image#1', geometry: { columns: 64, rows: 48 } } as StudyImage
  const stacks = study().stacks.map((stack) => ({ ...stack, images: [image] }))
  const boxed = (boxPx: readonly [number, number, number, number]) => [{ ...located('l1_l2'), boxPx }]

  it.each([
    ['inside', [0, 0, 63, 47], 0],
    ['past the top', [4, -1, 10, 10], 1],
    ['past the left', [-2, 4, 10, 10], 1],
    ['past the right', [60, 4, 10, 10], 1],
    ['past the bottom', [4, 40, 10, 10], 1],
  ] as const)('a box %s', (_where, box, checks) => {
    expect(checkFieldOfView({ stacks }, boxed(box))).toHaveLength(checks)
  })

  it('says nothing of an image that it does not know', () => {
    expect(checkFieldOfView({ stacks: [] }, boxed([-9, 0, 4, 4]))).toEqual([])
  })
})
