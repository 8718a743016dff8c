import { describe, expect, it } from 'vitest'
import { noneOf } from '../../cli/nearest-name.ts'

describe('noneOf', () => {
  it('suggests the nearest name, whatever its case, and lists all', () => {
    expect(noneOf('sever', ['moderate', 'severe'])).toBe('did you mean severe? Known are moderate, severe')
    expect(noneOf('L4_L5', ['l3_l4', 'l4_l5'])).toMatch(/^did you mean l4_l5\?/)
  })

  it('suggests nothing where no name is near', () => {
    expect(noneOf('xyz', ['moderate', 'severe'])).toBe('Known are moderate, severe')
    expect(noneOf('', ['a'])).toBe('Known are a')
    expect(noneOf('x', [])).toBe('There are none')
  })
})
