import { describe, expect, it } from 'vitest'
import { parseWantedLevels } from '../../src/phantom/wanted-levels.ts'

describe('parseWantedLevels', () => {
  it('reads grades and shapes', () => {
    const text =
      '{"l4_l5": {"spinal_canal_stenosis": "severe", "listhesisMm": 6}, "l5_s1": {"degeneration": 0.8}}'
    expect(parseWantedLevels(text)).toEqual({
      ok: true,
      value: {
        grades: { 'l4_l5/spinal_canal_stenosis': 'severe' },
        listhesisMm: { l4_l5: 6 },
        degeneration: { l5_s1: 0.8 },
      },
    })
  })

  it.each([
    ['{"l4_l5":', 'phantom.levels-not-json'],
    ['[]', 'phantom.levels-not-json'],
    ['{"l4_l5": "severe"}', 'phantom.levels-not-json'],
    ['{"L4/L5": {}}', 'phantom.unknown-level'],
    ['{"l4_l5": {"canal": "severe"}}', 'phantom.unknown-condition'],
    ['{"l4_l5": {"spinal_canal_stenosis": "Severe"}}', 'phantom.unknown-grade'],
    ['{"l4_l5": {"listhesisMm": 40}}', 'phantom.out-of-range'],
    ['{"l4_l5": {"degeneration": "much"}}', 'phantom.out-of-range'],
  ])('refuses %s as %s', (text, code) => {
    expect(parseWantedLevels(text)).toMatchObject({ ok: false, diagnostic: { code } })
  })
})
