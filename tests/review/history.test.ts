import { describe, expect, it } from 'vitest'
import { beginHistory, record, redo, undo } from '../../src/review/history.ts'

describe('history', () => {
  const three = record(record(beginHistory('a'), 'b'), 'c')

  it('goes back and forth over every step', () => {
    expect(undo(three).present).toBe('b')
    expect(undo(undo(three)).present).toBe('a')
    expect(redo(undo(undo(three))).present).toBe('b')
    expect(redo(redo(undo(undo(three))))).toEqual(three)
  })

  it('stays where there is nothing to undo or redo', () => {
    const only = beginHistory('a')
    expect(undo(only)).toBe(only)
    expect(redo(three)).toBe(three)
  })

  it('forgets what was undone once something else happens', () => {
    const branched = record(undo(three), 'd')
    expect(branched.present).toBe('d')
    expect(redo(branched)).toBe(branched)
    expect(undo(branched).present).toBe('b')
  })

  it('does not count the same value as a step', () => {
    expect(record(three, 'c')).toBe(three)
  })

  it('keeps a bounded past', () => {
    let history = beginHistory(0)
    for (let step = 1; step <= 1000; step += 1) history = record(history, step)
    expect(history.past).toHaveLength(500)
    expect(history.past[0]).toBe(500)
  })
})
