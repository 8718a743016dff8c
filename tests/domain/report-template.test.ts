import { describe, expect, it } from 'vitest'
import { DEFAULT_TEMPLATE, templateFrom } from '../../src/domain/report-template.ts'

describe('templateFrom', () => {
  it('is the default for anything that is no template', () => {
    for (const stored of [undefined, null, 7, 'x', [], {}])
      expect(templateFrom(stored)).toEqual(DEFAULT_TEMPLATE)
  })

  it('keeps what it knows and leaves the rest at its default', () => {
    const stored = {
      levels: 'foot-first',
      groups: ['foraminal', 'canal'],
      mild: 'loud',
      percentages: false,
      phrases: { severe: 'high-grade', moderate: '  ', unknown: 'x' },
    }
    expect(templateFrom(stored)).toEqual({
      ...DEFAULT_TEMPLATE,
      levels: 'foot-first',
      percentages: false,
      phrases: { ...DEFAULT_TEMPLATE.phrases, severe: 'high-grade' },
    })
  })

  it('gives a stored template back as it was', () => {
    const own = {
      ...DEFAULT_TEMPLATE,
      groups: ['foraminal', 'subarticular', 'canal'] as const,
      mild: 'brief' as const,
    }
    expect(templateFrom(JSON.parse(JSON.stringify(own)))).toEqual(own)
  })
})
