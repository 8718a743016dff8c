import type { DecodedFrame, EncodedFrame } from './codecs.ts'
import { inverseCosineTransform, transformFactors } from './inverse-cosine-transform.ts'
import { JpegBits } from './jpeg-bits.ts'
import { parseJpeg } from './jpeg-markers.ts'
import type { HuffmanTable, JpegFrame, JpegScan } from './jpeg-markers.ts'

/** Places of the coefficients in a block, in the order they are coded (ITU-T T.81 figure A.6). */
const ZIGZAG = Uint8Array.from([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
])

/** The coefficients of one grey image, 64 a block, blocks row by row. */
type Blocks = { readonly values: Int32Array; readonly across: number; readonly down: number }

/** Grey JPEG of 9 to 12 bits, sequential or progressive, Huffman coded (processes 4, 8 and 12). Throws on colour. */
export function decodeJpegDct({ bytes, rows, columns }: EncodedFrame): DecodedFrame {
  const { frame, scans } = parseJpeg(bytes)
  if (frame.process > 2) throw new Error(`JPEG process ${frame.process}`)
  if (frame.components.length !== 1) throw new Error('colour of more than 8 bits')
  if (scans.length === 0) throw new Error('the JPEG stream has no scan')
  const across = Math.ceil(frame.columns / 8)
  const down = Math.ceil(frame.rows / 8)
  const blocks = { values: new Int32Array(across * down * 64), across, down }
  for (const scan of scans) decodeScan(bytes, frame, scan, blocks)
  const quantization = scans.at(-1)!.quantization[frame.components[0]!.quantization]
  if (!quantization) throw new Error('the JPEG quantization table is missing')
  return {
    columns,
    rows,
    samplesPerPixel: 1,
    bitsPerSample: frame.precision,
    signed: false,
    data: reconstruct(frame, blocks, quantization),
  }
}

function decodeScan(bytes: Uint8Array, frame: JpegFrame, scan: JpegScan, blocks: Blocks): void {
  const bits = new JpegBits(bytes, scan.start)
  const decodeBlock = blockDecoder(bits, frame, scan)
  let untilRestart = scan.restartInterval || Infinity
  for (let block = 0; block < blocks.across * blocks.down; block++) {
    if (untilRestart === 0) {
      bits.restart()
      decodeBlock.restart()
      untilRestart = scan.restartInterval
    }
    untilRestart -= 1
    decodeBlock.next(blocks.values, block * 64)
  }
}

type BlockDecoder = { next(values: Int32Array, at: number): void; restart(): void }

/** What a scan does to each block: whole blocks, or one step of a progression (F.2.2, G.1.2). */
function blockDecoder(bits: JpegBits, frame: JpegFrame, scan: JpegScan): BlockDecoder {
  const { spectralStart: from, spectralEnd, successiveHigh, successiveLow: shift } = scan
  const to = Math.min(spectralEnd, 63)
  const { dc, ac } = scan.components[0]!
  let prediction = 0
  let emptyBlocks = 0
  const restart = () => {
    prediction = 0
    emptyBlocks = 0
  }
  const nextDc = (values: Int32Array, at: number) => {
    prediction += bits.signed(bits.symbol(need(dc)) & 15)
    values[at] = prediction << shift
  }
  if (frame.process < 2) {
    return {
      restart,
      next(values, at) {
        nextDc(values, at)
        readCoefficients(bits, need(ac), values, at)
      },
    }
  }
  if (from === 0) {
    return successiveHigh === 0
      ? { restart, next: nextDc }
      : { restart, next: (values, at) => (values[at] = values[at]! | (bits.read(1) << shift)) }
  }
  return {
    restart,
    next(values, at) {
      const band = { from, to, shift }
      emptyBlocks =
        successiveHigh === 0
          ? firstPass(bits, need(ac), values, at, band, emptyBlocks)
          : refinement(bits, need(ac), values, at, band, emptyBlocks)
    },
  }
}

function need(table: HuffmanTable | undefined): HuffmanTable {
  if (!table) throw new Error('a JPEG Huffman table is missing')
  return table
}

/** The 63 coefficients after the first of a sequential block (F.2.2.2). */
function readCoefficients(bits: JpegBits, table: HuffmanTable, values: Int32Array, at: number): void {
  for (let index = 1; index < 64; index++) {
    const symbol = bits.symbol(table)
    const category = symbol & 15
    const run = symbol >> 4
    if (category === 0) {
      if (run < 15) return
      index += 15
      continue
    }
    index += run
    const value = bits.signed(category)
    if (index < 64) values[at + ZIGZAG[index]!] = value
  }
}

type Band = { readonly from: number; readonly to: number; readonly shift: number }

/** The first scan of a band (G.1.2.2). Gives how many blocks to come are empty. */
function firstPass(
  bits: JpegBits,
  table: HuffmanTable,
  values: Int32Array,
  at: number,
  { from, to, shift }: Band,
  emptyBlocks: number,
): number {
  if (emptyBlocks > 0) return emptyBlocks - 1
  for (let index = from; index <= to; index++) {
    const symbol = bits.symbol(table)
    const category = symbol & 15
    const run = symbol >> 4
    if (category === 0) {
      if (run < 15) return (1 << run) + bits.read(run) - 1
      index += 15
      continue
    }
    index += run
    const value = bits.signed(category) * (1 << shift)
    if (index <= to) values[at + ZIGZAG[index]!] = value
  }
  return 0
}

/** A later scan of a band, one bit finer (G.1.2.3): a bit for each coefficient known, new ones in between. */
function refinement(
  bits: JpegBits,
  table: HuffmanTable,
  values: Int32Array,
  at: number,
  { from, to, shift }: Band,
  emptyBlocks: number,
): number {
  const step = 1 << shift
  const refine = (place: number) => {
    const value = values[place]!
    if (bits.read(1) === 1 && (Math.abs(value) & step) === 0)
      values[place] = value + (value > 0 ? step : -step)
  }
  let index = from
  if (emptyBlocks === 0) {
    for (; index <= to; index++) {
      const symbol = bits.symbol(table)
      let run = symbol >> 4
      let fresh = 0
      if ((symbol & 15) === 0) {
        if (run < 15) {
          emptyBlocks = (1 << run) + bits.read(run)
          break
        }
      } else {
        fresh = bits.read(1) === 1 ? step : -step
      }
      for (; index <= to; index++) {
        const place = at + ZIGZAG[index]!
        if (values[place] !== 0) refine(place)
        else if (run === 0) {
          if (fresh !== 0) values[place] = fresh
          break
        } else run -= 1
      }
    }
  }
  if (emptyBlocks === 0) return 0
  for (; index <= to; index++) {
    const place = at + ZIGZAG[index]!
    if (values[place] !== 0) refine(place)
  }
  return emptyBlocks - 1
}

function reconstruct(
  { rows, columns, precision }: JpegFrame,
  { values, across, down }: Blocks,
  quantization: Uint16Array,
): Uint16Array {
  const samples = new Uint16Array(rows * columns)
  const block = new Float64Array(64)
  const factors = transformFactors(inPlace(quantization))
  const rounding = (1 << (precision - 1)) + 0.5
  const largest = (1 << precision) - 1
  for (let blockRow = 0; blockRow < down; blockRow++) {
    const height = Math.min(8, rows - blockRow * 8)
    for (let blockColumn = 0; blockColumn < across; blockColumn++) {
      const at = (blockRow * across + blockColumn) * 64
      for (let place = 0; place < 64; place++) block[place] = values[at + place]! * factors[place]!
      inverseCosineTransform(block)
      const width = Math.min(8, columns - blockColumn * 8)
      for (let y = 0; y < height; y++) {
        const line = (blockRow * 8 + y) * columns + blockColumn * 8
        for (let x = 0; x < width; x++) {
          const value = block[y * 8 + x]! + rounding
          samples[line + x] = value < 0 ? 0 : value > largest ? largest : value
        }
      }
    }
  }
  return samples
}

/** The steps of quantization where their coefficients stand in a block; the stream has them in zigzag order. */
function inPlace(quantization: Uint16Array): Uint16Array {
  const placed = new Uint16Array(64)
  for (const [n, step] of quantization.entries()) placed[ZIGZAG[n]!] = step
  return placed
}
