import { describe, expect, it } from 'vitest'
import { EMPTY_DOCUMENT, isUntouched, perform } from '../../src/review/review-document.ts'
import type { Act, ReviewDocument } from '../../src/review/review-document.ts'
import { aDecision } from '../a-decision.ts'
import { located } from './fixtures.ts'

const CANAL = 'l4_l5/spinal_canal_stenosis'
const DECISION = aDecision('severe', { proposed: 'moderate' })
const SEVERE: Act = { kind: 'decide', decisions: { [CANAL]: DECISION } }

function after(...acts: readonly Act[]): ReviewDocument {
  return acts.reduce(perform, EMPTY_DOCUMENT)
}

describe('perform', () => {
  it('keeps the decision apart from what was proposed', () => {
    expect(after(SEVERE).decisions[CANAL]).toEqual(DECISION)
  })

  it('withdraws a decision and nothing else', () => {
    const other: Act = { kind: 'decide', decisions: { 'l1_l2/spinal_canal_stenosis': DECISION } }
    const document = after(SEVERE, other, { kind: 'withdraw', cell: CANAL })
    expect(Object.keys(document.decisions)).toEqual(['l1_l2/spinal_canal_stenosis'])
  })

  it('changes nothing, as the same document, when there is nothing to change', () => {
    const document = after(SEVERE)
    const idle: readonly Act[] = [
      { kind: 'withdraw', cell: 'l1_l2/spinal_canal_stenosis' },
      { kind: 'annotate', cell: CANAL, note: '  ' },
      { kind: 'decide', decisions: {} },
      { kind: 'flag-anatomy', anatomy: 'usual' },
      { kind: 'erase', annotationId: 'none' },
      { kind: 'mark-key-image', imageId: 'a', isKey: false },
    ]
    for (const act of idle) expect(perform(document, act)).toBe(document)
  })

  it('keeps a note without a decision, and takes it away when it is emptied', () => {
    const noted = after({ kind: 'annotate', cell: CANAL, note: ' motion ' })
    expect(noted.notes[CANAL]).toBe('motion')
    expect(isUntouched(noted)).toBe(false)
    expect(isUntouched(perform(noted, { kind: 'annotate', cell: CANAL, note: '' }))).toBe(true)
  })

  it('replaces an annotation of the same id in its place', () => {
    const drawn = { id: 'a', kind: 'length', imageId: 'i', points: [], quantities: [], text: '' } as const
    const document = after(
      { kind: 'draw', annotation: drawn },
      { kind: 'draw', annotation: { ...drawn, id: 'b' } },
      { kind: 'draw', annotation: { ...drawn, text: 'moved' } },
    )
    expect(document.annotations.map(({ id, text }) => [id, text])).toEqual([
      ['a', 'moved'],
      ['b', ''],
    ])
  })

  it('starts afresh from anything', () => {
    const document = after(
      SEVERE,
      { kind: 'place-levels', placed: [located('l1_l2')], discs: [located('l1_l2')] },
      { kind: 'start-afresh' },
    )
    expect(document).toEqual(EMPTY_DOCUMENT)
  })
})
