import { describe, expect, it } from 'vitest'
import { asPersonName, nameParts, readablePersonName } from '../../../src/report/coding/person-name.ts'

describe('readablePersonName', () => {
  it.each([
    ['Müller^Änne^Zoë', 'Müller, Änne, Zoë'],
    ['Wang^XiaoDong=王^小東', 'Wang, XiaoDong (王, 小東)'],
    ['=王^小東', '王, 小東'],
    ['Anonymous', 'Anonymous'],
    ['Doe^^^Dr.', 'Doe, Dr.'],
    ['', ''],
  ])('%s', (name, readable) => {
    expect(readablePersonName(name)).toBe(readable)
  })
})

describe('nameParts', () => {
  it('takes family and given names of the first script that has any', () => {
    expect(nameParts('=王^小東')).toEqual({ family: '王', given: ['小東'] })
    expect(nameParts('Müller^Änne^Zoë')).toEqual({ family: 'Müller', given: ['Änne', 'Zoë'] })
    expect(nameParts('')).toEqual({ family: undefined, given: [] })
  })
})

describe('asPersonName', () => {
  it('takes out what PN gives a meaning to, and cuts at 64 characters', () => {
    expect(asPersonName(' Dr.\\A^B=C ')).toBe('Dr. A B C')
    expect(asPersonName('x'.repeat(80))).toHaveLength(64)
  })
})
