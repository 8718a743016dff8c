import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../../src/report/write-csv.ts'
import * as codes from '../../../src/report/coding/codes.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { sampleInput } from '../fixture.ts'

/** SNOMED CT as browser.ihtsdotools.org gives it, written here by hand: a swap in the tables must not pass. */
const LATERALITY = { left: '7771000', right: '24028007' }
const DISC_LEVELS = {
  l1_l2: '243920003',
  l2_l3: '243921004',
  l3_l4: '243922006',
  l4_l5: '243923001',
  l5_s1: '243927000',
}

/** All codes of the tables, by the names under which they stand, wherever in them. */
function codeOf(table: unknown, path: string): string | undefined {
  if (typeof table !== 'object' || table === null) return undefined
  for (const [name, value] of Object.entries(table)) {
    if (name === path && typeof value === 'object' && value !== null && 'value' in value)
      return String(value.value)
    const found = codeOf(value, path)
    if (found !== undefined) return found
  }
  return undefined
}

describe('codes', () => {
  it.each(Object.entries({ ...LATERALITY, ...DISC_LEVELS }))('%s is SCT %s', (name, code) => {
    expect(codeOf(codes, name)).toBe(code)
  })
})

describe('the side of a condition', () => {
  it.each([
    ['left_neural_foraminal_narrowing', '7771000'],
    ['left_subarticular_stenosis', '7771000'],
    ['right_neural_foraminal_narrowing', '24028007'],
    ['right_subarticular_stenosis', '24028007'],
    ['spinal_canal_stenosis', undefined],
  ] as const)('of %s is SCT %s', (condition, code) => {
    expect(codes.sideCode(condition)?.value).toBe(code)
  })
})

describe('findings.csv', () => {
  it("lists the conditions in RSNA 2024's order, and within each the levels from the head down", () => {
    const rows = writeCsv(buildReport(sampleInput())).split('\r\n').slice(1, 26)
    const ids = rows.map((row) =>
      row
        .split(',')[0]!
        .replace(/^"?[\d.]+_/, '')
        .replace(/"$/, ''),
    )
    const conditions = [
      'spinal_canal_stenosis',
      'left_neural_foraminal_narrowing',
      'right_neural_foraminal_narrowing',
      'left_subarticular_stenosis',
      'right_subarticular_stenosis',
    ]
    const levels = ['l1_l2', 'l2_l3', 'l3_l4', 'l4_l5', 'l5_s1']
    expect(ids).toEqual(conditions.flatMap((condition) => levels.map((level) => `${condition}_${level}`)))
  })
})
