/**
 * Text by SpecificCharacterSet (DICOM PS3.3 C.12.1.1.2, PS3.5 section 6.1): single byte sets, ISO 2022 code extensions,
 * UTF-8, GB18030 and GBK. The tables are the platform's own, through TextDecoder.
 */

const ESCAPE = 0x1b

/** Defined terms to the labels of the WHATWG Encoding Standard, with and without code extensions. */
const LABELS = new Map<string, string>([
  ['', 'iso-8859-1'],
  ['ISO_IR 6', 'iso-8859-1'],
  ['ISO_IR 13', 'shift_jis'],
  ['ISO_IR 58', 'gbk'],
  ['ISO_IR 87', 'euc-jp'],
  ['ISO_IR 100', 'iso-8859-1'],
  ['ISO_IR 101', 'iso-8859-2'],
  ['ISO_IR 109', 'iso-8859-3'],
  ['ISO_IR 110', 'iso-8859-4'],
  ['ISO_IR 126', 'iso-8859-7'],
  ['ISO_IR 127', 'iso-8859-6'],
  ['ISO_IR 138', 'iso-8859-8'],
  ['ISO_IR 144', 'iso-8859-5'],
  ['ISO_IR 148', 'iso-8859-9'],
  ['ISO_IR 149', 'euc-kr'],
  ['ISO_IR 159', 'euc-jp'],
  ['ISO_IR 166', 'windows-874'],
  ['ISO_IR 192', 'utf-8'],
  ['ISO_IR 203', 'iso-8859-15'],
  ['GB18030', 'gb18030'],
  ['GBK', 'gbk'],
])

type Fragment = { readonly label: string; readonly form: 'as-is' | 'jis-x-0208' | 'jis-x-0212' }

/** Escape sequences without their ESC byte (PS3.3 tables C.12-3 and C.12-4) to how the bytes after them are read. */
const ESCAPES: readonly (readonly [sequence: string, fragment: Fragment | undefined])[] = [
  ['$(D', { label: 'euc-jp', form: 'jis-x-0212' }],
  ['$)C', { label: 'euc-kr', form: 'as-is' }],
  ['$)A', { label: 'gbk', form: 'as-is' }],
  ['$B', { label: 'euc-jp', form: 'jis-x-0208' }],
  ['$@', { label: 'euc-jp', form: 'jis-x-0208' }],
  ['(J', { label: 'shift_jis', form: 'as-is' }],
  [')I', { label: 'shift_jis', form: 'as-is' }],
  ['(B', undefined], // ASCII: read as the first character set, which holds it
  ['-A', { label: 'iso-8859-1', form: 'as-is' }],
  ['-B', { label: 'iso-8859-2', form: 'as-is' }],
  ['-C', { label: 'iso-8859-3', form: 'as-is' }],
  ['-D', { label: 'iso-8859-4', form: 'as-is' }],
  ['-F', { label: 'iso-8859-7', form: 'as-is' }],
  ['-G', { label: 'iso-8859-6', form: 'as-is' }],
  ['-H', { label: 'iso-8859-8', form: 'as-is' }],
  ['-L', { label: 'iso-8859-5', form: 'as-is' }],
  ['-M', { label: 'iso-8859-9', form: 'as-is' }],
  ['-T', { label: 'windows-874', form: 'as-is' }],
  ['-b', { label: 'iso-8859-15', form: 'as-is' }],
]

/** After these the first character set is in force again: end of value, line ends, and in names the part delimiters. */
const RESETS = new Set([0x5c, 0x0a, 0x0c, 0x0d, 0x09])
const NAME_RESETS = new Set([...RESETS, 0x5e, 0x3d])

/**
 * The text of an element's bytes. `terms` are the values of SpecificCharacterSet; unknown ones are read as Latin-1,
 * which shows every ASCII letter right. Values stay joined by `\`. Trailing padding is removed.
 */
export function decodeText(bytes: Uint8Array, terms: readonly string[], isPersonName = false): string {
  const first: Fragment = { label: labelOf(terms[0] ?? ''), form: 'as-is' }
  const text = bytes.includes(ESCAPE)
    ? decodeExtended(bytes, first, isPersonName ? NAME_RESETS : RESETS)
    : decoder(first.label).decode(bytes)
  return text.replace(/[\0 ]+$/, '')
}

function labelOf(term: string): string {
  return LABELS.get(normalizeTerm(term)) ?? 'iso-8859-1'
}

/** `ISO 2022 IR 100`, `ISO_IR_100`, `ISO IR 100` and `ISO-IR 100` all mean the set that the standard calls ISO_IR 100. */
function normalizeTerm(term: string): string {
  const number = /^ISO[ _-]?(?:2022[ _-])?IR[ _-]?(\d+)$/i.exec(term.trim())
  return number ? `ISO_IR ${number[1] ?? ''}` : term.trim().toUpperCase()
}

function decodeExtended(bytes: Uint8Array, first: Fragment, resets: ReadonlySet<number>): string {
  let text = ''
  let fragment = first
  let start = 0
  let position = 0
  const flush = (end: number) => {
    if (end > start) text += decodeFragment(bytes.subarray(start, end), fragment)
  }
  while (position < bytes.length) {
    const byte = bytes[position]!
    if (byte === ESCAPE) {
      flush(position)
      const [length, next] = readEscape(bytes, position + 1, first)
      fragment = next
      position += 1 + length
      start = position
    } else if (
      fragment.form !== 'as-is' &&
      byte >= 0x21 &&
      byte <= 0x7e &&
      !endsPairs(byte, resets, bytes, position)
    ) {
      position += 2 // a pair of a double-byte set, whose bytes may equal a delimiter's
    } else {
      if (resets.has(byte)) {
        flush(position)
        fragment = first
        start = position
      }
      position += 1
    }
  }
  flush(bytes.length)
  return text
}

/** Writers that forget to switch back leave a delimiter where a pair would begin; 0x5c, 0x5e and 0x3d lead rare pairs. */
function endsPairs(byte: number, resets: ReadonlySet<number>, bytes: Uint8Array, position: number): boolean {
  return resets.has(byte) && (bytes[position + 1] === ESCAPE || bytes[position + 1] === undefined)
}

function readEscape(bytes: Uint8Array, at: number, first: Fragment): readonly [number, Fragment] {
  for (const [sequence, fragment] of ESCAPES) {
    if (Array.from(sequence).every((letter, index) => bytes[at + index] === letter.charCodeAt(0))) {
      return [sequence.length, fragment ?? first]
    }
  }
  return [0, first]
}

function decodeFragment(bytes: Uint8Array, { label, form }: Fragment): string {
  if (form === 'as-is') return decoder(label).decode(bytes)
  // The 7-bit form of a JIS set is its EUC form with the high bits clear; JIS X 0212 is announced by 0x8f there.
  const euc: number[] = []
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!
    const paired = byte >= 0x21 && byte <= 0x7e && index + 1 < bytes.length
    if (!paired) {
      euc.push(byte)
      continue
    }
    if (form === 'jis-x-0212') euc.push(0x8f)
    euc.push(byte | 0x80, bytes[++index]! | 0x80)
  }
  return decoder(label).decode(Uint8Array.from(euc))
}

const decoders = new Map<string, TextDecoder>()

function decoder(label: string): TextDecoder {
  const known = decoders.get(label)
  if (known) return known
  const made = new TextDecoder(label)
  decoders.set(label, made)
  return made
}
