import { describe, expect, it } from 'vitest'
import { cell, formatCsv, numberIn, parseCsv } from '../../../cli/datasets/csv.ts'

describe('parseCsv', () => {
  it('reads quoted cells with commas, quotes and line ends', () => {
    const rows = parseCsv('a,b\r\n"[0.6, 0.6]","say ""hi""\nthere"\r\n1,\n')
    expect(rows).toEqual([
      { a: '[0.6, 0.6]', b: 'say "hi"\nthere' },
      { a: '1', b: '' },
    ])
  })

  it('reads back what formatCsv wrote', () => {
    const rows = [{ name: 'x, "y"', value: 2 }]
    expect(parseCsv(formatCsv(rows))).toEqual([{ name: 'x, "y"', value: '2' }])
  })
})

describe('cells', () => {
  it('tell a blank from a missing column', () => {
    expect(numberIn({ a: '' }, 'a')).toBeNaN()
    expect(() => cell({ a: '' }, 'b')).toThrow(/no column "b"/)
  })
})
