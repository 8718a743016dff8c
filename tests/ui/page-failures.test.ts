import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { initialState } from '../../src/review/session-state.ts'
import { createPageFailures, followUncaught } from '../../src/ui/notices/page-failures.ts'

function page() {
  const target = new EventTarget()
  const failures = createPageFailures()
  const session = createStore(() => initialState('pack'))
  followUncaught(target, failures, session)
  const dispatch = (type: string, fields: object) =>
    target.dispatchEvent(Object.assign(new Event(type), fields))
  const shown = () => failures.getState().failures.map(({ code, fields }) => [code, fields])
  return { failures, session, dispatch, shown }
}

describe('an error that nobody caught', () => {
  it('becomes a notice with its words, once', () => {
    const { dispatch, shown } = page()
    dispatch('error', { error: new TypeError('boom') })
    dispatch('error', { error: new TypeError('boom') })
    dispatch('unhandledrejection', { reason: new RangeError('broken promise') })
    expect(shown()).toEqual([
      ['review.page-bug', { message: 'RangeError: broken promise' }],
      ['review.page-bug', { message: 'TypeError: boom' }],
    ])
  })

  it('is not said twice where its failure stands on the page already', () => {
    const { dispatch, session, shown } = page()
    session.setState({
      analysisFailure: diagnose('review.analysis-bug', 'error', '', { message: 'TypeError: boom' }),
    })
    dispatch('error', { error: new TypeError('boom') })
    expect(shown()).toEqual([])
  })

  it('never covers the page: three notices at most, each to be dismissed', () => {
    const { dispatch, failures, shown } = page()
    for (const message of ['a', 'b', 'c', 'd']) dispatch('error', { error: new Error(message) })
    expect(shown()).toHaveLength(3)
    failures.dismiss(failures.getState().failures[0]!)
    expect(shown()).toHaveLength(2)
  })
})
