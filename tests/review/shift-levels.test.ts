import { describe, expect, it } from 'vitest'
import { EMPTY_DOCUMENT, perform } from '../../src/review/review-document.ts'
import type { Act, ReviewDocument } from '../../src/review/review-document.ts'
import { shiftFindings, shiftLevels } from '../../src/review/shift-levels.ts'
import { aDecision } from '../a-decision.ts'
import { findings, graded, located } from './fixtures.ts'

const decide = (level: 'l1_l2' | 'l4_l5' | 'l5_s1'): Act => ({
  kind: 'decide',
  decisions: { [`${level}/spinal_canal_stenosis`]: aDecision('severe') },
})
const DOWN: Act = { kind: 'shift-levels', steps: 1 }
const UP: Act = { kind: 'shift-levels', steps: -1 }

function after(...acts: readonly Act[]): ReviewDocument {
  return acts.reduce(perform, EMPTY_DOCUMENT)
}

describe('shifting the document', () => {
  it('moves decisions and notes with their disc', () => {
    const document = after(
      decide('l4_l5'),
      { kind: 'annotate', cell: 'l1_l2/spinal_canal_stenosis', note: 'seen' },
      DOWN,
    )
    expect(Object.keys(document.decisions)).toEqual(['l5_s1/spinal_canal_stenosis'])
    expect(document.notes).toEqual({ 'l2_l3/spinal_canal_stenosis': 'seen' })
    expect(document.shift).toBe(1)
  })

  it('keeps what leaves the grid and gives it back', () => {
    const before = after(decide('l5_s1'), decide('l1_l2'))
    const away = perform(perform(before, DOWN), DOWN)
    expect(Object.keys(away.decisions)).toEqual(['l3_l4/spinal_canal_stenosis'])
    expect(Object.keys(away.beyond)).toEqual(['6/spinal_canal_stenosis'])
    const back = perform(perform(away, UP), UP)
    expect(back.decisions).toEqual(before.decisions)
    expect(back.beyond).toEqual({})
    expect(back.shift).toBe(0)
  })

  it('renames levels placed by hand', () => {
    const document = after(
      { kind: 'place-levels', placed: [located('l3_l4')], discs: [located('l3_l4')] },
      UP,
    )
    expect(document.placed).toEqual({ l2_l3: { ...located('l3_l4'), level: 'l2_l3' } })
  })
})

describe('shifting what the model said', () => {
  it('renames findings and says of the level that came in that it was not found', () => {
    const shifted = shiftFindings(findings({ 'l4_l5/spinal_canal_stenosis': graded('severe') }), 1)
    expect(shifted).toHaveLength(25)
    const canal = shifted.filter(({ condition }) => condition === 'spinal_canal_stenosis')
    expect(canal.at(-1)?.assessment).toMatchObject({ proposed: 'severe' })
    expect(canal[0]?.assessment).toEqual({ kind: 'not-assessed', reason: { kind: 'level-not-found' } })
  })

  it('does not claim anything of levels that were not read yet', () => {
    const partial = findings().filter(({ level }) => level === 'l1_l2')
    const shifted = shiftFindings(partial, 1)
    expect(new Set(shifted.map(({ level }) => level))).toEqual(new Set(['l1_l2', 'l2_l3']))
  })

  it('drops levels that leave L1/L2 to L5/S1', () => {
    const levels = [located('l1_l2'), located('l5_s1')]
    expect(shiftLevels(levels, 1).map(({ level }) => level)).toEqual(['l2_l3'])
    expect(shiftLevels(levels, 0)).toBe(levels)
  })
})
