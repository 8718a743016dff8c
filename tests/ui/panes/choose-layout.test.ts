import { describe, expect, it } from 'vitest'
import { usualLayout } from '../../../src/ui/panes/choose-layout.ts'

describe('the layout to begin with', () => {
  it('is one pane where there is no room for more', () => {
    expect(usualLayout(1024, 'quad', true)).toBe('single')
  })
  it('is what the reader used last, and four panes with a prior', () => {
    expect(usualLayout(1440, 'triple', false)).toBe('triple')
    expect(usualLayout(1440, 'triple', true)).toBe('quad')
  })
  it('fits the screen where nothing was chosen', () => {
    expect(usualLayout(1440, undefined, false)).toBe('lead')
    expect(usualLayout(2560, undefined, false)).toBe('triple')
  })
})
