import createCharls from '@cornerstonejs/codec-charls/decodewasmjs'
import type { EncodedFrame, FrameDecoder } from './codecs.ts'
import { interleave } from '../pixels/stored-values.ts'
import { parseJpeg } from './jpeg-markers.ts'
import { moduleOptions, runWasmDecoder } from './run-wasm-decoder.ts'

/** JPEG-LS, lossless and near-lossless (ISO/IEC 14495-1), by CharLS. */
export async function createJpegLsDecoder(wasm: Uint8Array): Promise<FrameDecoder> {
  const log = { lines: [] }
  const charls = await createCharls(moduleOptions(wasm, log))
  return (encoded) => {
    checkSize(encoded)
    const modes: number[] = []
    const frame = runWasmDecoder(charls, charls.JpegLSDecoder, withEnd(encoded.bytes), log, {
      inspect: (decoder) => modes.push(decoder.getInterleaveMode()),
    })
    const byPlane = modes[0] === 0 && frame.samplesPerPixel > 1
    return byPlane ? { ...frame, data: interleave(frame.data, frame.samplesPerPixel) } : frame
  }
}

/**
 * The stream with its end marker. CharLS searches a stream that was cut for many seconds before it gives up; where the marker
 * stands it stops at once.
 */
function withEnd(bytes: Uint8Array): Uint8Array {
  const last = bytes.findLastIndex((byte) => byte !== 0)
  if (bytes[last] === 0xd9 && bytes[last - 1] === 0xff) return bytes
  const ended = new Uint8Array(bytes.length + 2)
  ended.set(bytes)
  ended.set([0xff, 0xd9], bytes.length)
  return ended
}

/** Compares the size of the SOF55 segment with the header's before the codec allocates for it. */
function checkSize({ bytes, columns, rows }: EncodedFrame): void {
  const { frame } = parseJpeg(bytes)
  if (frame.rows !== rows || frame.columns !== columns) {
    throw new Error(
      `the coded image is ${frame.columns} x ${frame.rows}, the header says ${columns} x ${rows}`,
    )
  }
}
