import type { HuffmanTable } from './jpeg-markers.ts'

/** The last code is looked for in 16 bits, of which the stream may hold one: so many bytes past its end are no pixels lost. */
const MOST_MISSING_BYTES = 4

/** The bits of one entropy-coded segment, most significant first, with stuffed zero bytes taken out (ITU-T T.81 F.2.2.5). */
export class JpegBits {
  private held = 0
  private heldBits = 0
  private missing = 0
  private position: number
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes
    this.position = start
  }

  /** The next `count` bits, 0 to 16, as a number. */
  read(count: number): number {
    if (count === 0) return 0
    this.hold(count)
    this.heldBits -= count
    return (this.held >>> this.heldBits) & ((1 << count) - 1)
  }

  /** The next Huffman symbol. Throws on a code that the table does not hold. */
  symbol(table: HuffmanTable): number {
    this.hold(16)
    const next = (this.held >>> (this.heldBits - 16)) & 0xffff
    const quick = table.quick[next >> 8]!
    if (quick !== 0) {
      this.heldBits -= quick >> 8
      return quick & 0xff
    }
    for (let length = 9; length <= 16; length++) {
      const code = next >> (16 - length)
      if (code <= table.lastCode[length]!) {
        this.heldBits -= length
        return table.symbols[code + table.offset[length]!] ?? 0
      }
    }
    throw new Error('a code that the JPEG Huffman table does not hold')
  }

  /** The signed number that follows a magnitude category (ITU-T T.81 F.2.2.1, EXTEND). */
  signed(category: number): number {
    const value = this.read(category)
    return category === 0 || value >= 1 << (category - 1) ? value : value - (1 << category) + 1
  }

  /** Steps over the restart marker that must stand here; what is left of the byte before it is padding. */
  restart(): void {
    this.heldBits = 0
    this.held = 0
    this.missing = 0
    while (this.position + 1 < this.bytes.length) {
      const marker = this.bytes[this.position + 1]!
      if (this.bytes[this.position] === 0xff && marker >= 0xd0 && marker <= 0xd7) {
        this.position += 2
        return
      }
      if (this.bytes[this.position] === 0xff && marker !== 0 && marker !== 0xff) return
      this.position += 1
    }
  }

  private hold(count: number): void {
    while (this.heldBits < count) {
      this.held = (this.held << 8) | this.nextByte()
      this.heldBits += 8
    }
  }

  private nextByte(): number {
    const byte = this.bytes[this.position]
    if (byte !== undefined && byte !== 0xff) {
      this.position += 1
      return byte
    }
    if (byte === 0xff && this.bytes[this.position + 1] === 0) {
      this.position += 2
      return 0xff
    }
    this.missing += 1
    if (this.missing > MOST_MISSING_BYTES) throw new Error('the JPEG stream ends before its pixels')
    return 0
  }
}
