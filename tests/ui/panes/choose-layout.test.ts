import { describe, expect, it } from 'vitest'
import { usualLayout } from '../../../src/ui/panes/choose-layout.ts'

describe('the layout to begin with', () => {
  it('is one pane where there is no room for more', () => {
    expect(usualLayout({ width: 1024, height: 768 }, 'quad', true)).toBe('single')
  })
  it('is what the reader used last, and four panes with a prior', () => {
    expect(usualLayout({ width: 1440, height: 900 }, 'triple', false)).toBe('triple')
    expect(usualLayout({ width: 1440, height: 900 }, 'triple', true)).toBe('quad')
  })
  it('fits the screen where nothing was chosen', () => {
    expect(usualLayout({ width: 1440, height: 900 }, undefined, false)).toBe('lead')
    expect(usualLayout({ width: 3440, height: 1440 }, undefined, false)).toBe('triple')
  })
})
