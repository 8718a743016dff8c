import type { DecodedFrame, EncodedFrame } from './codecs.ts'
import { JpegBits } from './jpeg-bits.ts'
import { parseJpeg } from './jpeg-markers.ts'
import type { HuffmanTable, JpegFrame, JpegScan } from './jpeg-markers.ts'

/** JPEG Lossless, Huffman coded (ITU-T T.81 annex H, process 14, every selection value), 2 to 16 bits a sample. */
export function decodeJpegLossless({ bytes, rows, columns }: EncodedFrame): DecodedFrame {
  const { frame, scans } = parseJpeg(bytes)
  if (frame.process !== 3) throw new Error(`JPEG process ${frame.process} where lossless is announced`)
  if (frame.rows !== rows || frame.columns !== columns) {
    throw new Error(
      `the coded image is ${frame.columns} x ${frame.rows}, the header says ${columns} x ${rows}`,
    )
  }
  if (frame.components.some(({ horizontal, vertical }) => horizontal !== 1 || vertical !== 1)) {
    throw new Error('subsampled components in a lossless JPEG')
  }
  if (scans.length === 0) throw new Error('the JPEG stream has no scan')
  const samples = new Uint16Array(rows * columns * frame.components.length)
  for (const scan of scans) decodeScan(bytes, frame, scan, samples)
  return {
    columns,
    rows,
    samplesPerPixel: frame.components.length,
    bitsPerSample: frame.precision,
    signed: false,
    data: frame.precision > 8 ? samples : Uint8Array.from(samples),
  }
}

function decodeScan(bytes: Uint8Array, frame: JpegFrame, scan: JpegScan, samples: Uint16Array): void {
  const { rows, columns, precision } = frame
  const stride = frame.components.length
  const { spectralStart: predictor, successiveLow: shift, restartInterval } = scan
  if (predictor < 1 || predictor > 7) throw new Error(`JPEG lossless predictor ${predictor}`)
  const tables = scan.components.map(({ index, dc }) => ({ index, table: need(dc) }))
  const bits = new JpegBits(bytes, scan.start)
  const initial = 1 << (precision - shift - 1)
  const line = columns * stride
  // The row after a restart is predicted as the first row is (H.1.2.1): nothing above it is known.
  let firstRow = 0
  let untilRestart = restartInterval || Infinity
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (untilRestart === 0) {
        bits.restart()
        untilRestart = restartInterval
        firstRow = row
      }
      untilRestart -= 1
      for (const { index, table } of tables) {
        const at = row * line + column * stride + index
        const restarted = row === firstRow
        const prediction =
          restarted && (column === 0 || untilRestart === restartInterval - 1)
            ? initial
            : restarted
              ? samples[at - stride]!
              : column === 0
                ? samples[at - line]!
                : predict(predictor, samples[at - stride]!, samples[at - line]!, samples[at - line - stride]!)
        samples[at] = prediction + readDifference(bits, table)
      }
    }
  }
  if (shift > 0) for (let at = 0; at < samples.length; at++) samples[at] = samples[at]! << shift
}

function need(table: HuffmanTable | undefined): HuffmanTable {
  if (!table) throw new Error('a JPEG Huffman table is missing')
  return table
}

/** Category 16 stands for 32768 and has no bits of its own (H.1.2.2). */
function readDifference(bits: JpegBits, table: HuffmanTable): number {
  const category = bits.symbol(table)
  if (category > 16) throw new Error(`JPEG lossless difference category ${category}`)
  return category === 16 ? 32_768 : bits.signed(category)
}

/** Table H.1: left, above and above-left to the predicted sample. */
function predict(predictor: number, left: number, above: number, aboveLeft: number): number {
  switch (predictor) {
    case 1:
      return left
    case 2:
      return above
    case 3:
      return aboveLeft
    case 4:
      return left + above - aboveLeft
    case 5:
      return left + ((above - aboveLeft) >> 1)
    case 6:
      return above + ((left - aboveLeft) >> 1)
    default:
      return (left + above) >> 1
  }
}
