import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../src/intake/header/character-set.ts'

/** Bytes as PS3.5 annexes H to K print them: two hexadecimal digits each. */
function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.trim().split(/\s+/), (pair) => Number.parseInt(pair, 16))
}

describe('decodeText', () => {
  it('reads Latin-1 where no character set is named', () => {
    expect(decodeText(bytes('42 75 63 5e 4a e9 72 f4 6d 65'), [])).toBe('Buc^Jérôme')
  })

  it('reads Japanese with code extensions (PS3.5 H.3.1)', () => {
    const name = bytes(
      '59 61 6d 61 64 61 5e 54 61 72 6f 75 3d 1b 24 42 3b 33 45 44 1b 28 42 5e 1b 24 42 42 40 4f 3a 1b 28 42 ' +
        '3d 1b 24 42 24 64 24 5e 24 40 1b 28 42 5e 1b 24 42 24 3f 24 6d 24 26 1b 28 42',
    )
    expect(decodeText(name, ['', 'ISO 2022 IR 87'], true)).toBe('Yamada^Tarou=山田^太郎=やまだ^たろう')
  })

  it('reads Japanese with half-width katakana (PS3.5 H.3.2)', () => {
    const name = bytes(
      'd4 cf c0 de 5e c0 db b3 3d 1b 24 42 3b 33 45 44 1b 28 4a 5e 1b 24 42 42 40 4f 3a 1b 28 4a',
    )
    expect(decodeText(name, ['ISO 2022 IR 13', 'ISO 2022 IR 87'], true)).toBe('ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎')
  })

  it('reads Korean, whose set is announced once for each part of a name (PS3.5 I.2)', () => {
    const name = bytes(
      '48 6f 6e 67 5e 47 69 6c 64 6f 6e 67 3d 1b 24 29 43 fb f3 5e 1b 24 29 43 d1 ce d4 d7 3d ' +
        '1b 24 29 43 c8 ab 5e 1b 24 29 43 b1 e6 b5 bf',
    )
    expect(decodeText(name, ['', 'ISO 2022 IR 149'], true)).toBe('Hong^Gildong=洪^吉洞=홍^길동')
  })

  it('reads Chinese in UTF-8 and in GB18030 (PS3.5 J.1, J.3)', () => {
    const unicode = bytes('57 61 6e 67 5e 58 3d e7 8e 8b 5e e5 b0 8f e6 9d b1')
    expect(decodeText(unicode, ['ISO_IR 192'], true)).toBe('Wang^X=王^小東')
    expect(decodeText(bytes('cd f5 5e d0 a1 b6 ab'), ['GB18030'], true)).toBe('王^小东')
  })

  it.each([
    ['ISO_IR 144', 'bb ee da 63 65 dc d1 79 70', 'Люкceмбyp'],
    ['ISO_IR 126', 'c4 e9 ef ed f5 f3 e9 ef f2', 'Διονυσιος'],
    ['ISO_IR 138', 'f9 f8 e5 ef', 'שרון'],
    ['ISO_IR 127', 'e2 c8 c7 e6 ea', 'قباني'],
    ['ISO_IR 166', 'cd d2', 'อา'],
  ])('reads %s', (term, hex, expected) => {
    expect(decodeText(bytes(hex), [term])).toBe(expected)
  })

  it('takes the spellings of the terms that writers use', () => {
    for (const term of ['ISO_IR 101', 'ISO IR 101', 'ISO-IR 101', 'ISO_IR_101', 'ISO 2022 IR 101']) {
      expect(decodeText(bytes('b1'), [term])).toBe('ą')
    }
  })

  it('shows text in a set nobody knows rather than nothing, and drops padding', () => {
    expect(decodeText(bytes('41 42 20 00'), ['ISO_IR 999'])).toBe('AB')
  })

  it('does not run away on an escape sequence that is cut', () => {
    expect(decodeText(bytes('41 1b 24'), ['', 'ISO 2022 IR 87'])).toContain('A')
  })
})
