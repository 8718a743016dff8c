import createLibJpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'
import type { EncodedFrame, FrameDecoder } from './codecs.ts'
import { decodeJpegDct } from './jpeg-dct.ts'
import { decodeJpegLossless } from './jpeg-lossless.ts'
import { parseJpeg } from './jpeg-markers.ts'
import { moduleOptions, runWasmDecoder } from './run-wasm-decoder.ts'

/**
 * JPEG with a cosine transform (ITU-T T.81, baseline, extended and progressive): 8 bits by libjpeg-turbo, 12 bits, for which
 * no WebAssembly codec is published, by our own decoder. What is announced as JPEG and turns out lossless is read as that.
 */
export async function createJpegDecoder(wasm: Uint8Array): Promise<FrameDecoder> {
  const log = { lines: [] }
  const turbo = await createLibJpegTurbo(moduleOptions(wasm, log))
  return (encoded) => {
    const { frame } = parseJpeg(encoded.bytes)
    if (frame.process === 3) return decodeJpegLossless(encoded)
    if (frame.rows !== encoded.rows || frame.columns !== encoded.columns) {
      throw new Error(
        `the coded image is ${frame.columns} x ${frame.rows}, the header says ${encoded.columns} x ${encoded.rows}`,
      )
    }
    if (frame.precision > 8) return decodeJpegDct(encoded)
    const decoded = runWasmDecoder(turbo, turbo.JPEGDecoder, sayColour(encoded), log)
    return { ...decoded, colour: 'rgb' }
  }
}

/** APP14 with transform 0, which says that the components are red, green and blue as they are (ITU-T T.872 6.5.3). */
const ADOBE_RGB = Uint8Array.from([
  0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00, 0x00, 0x00,
])

/**
 * JPEG without an application marker is YCbCr by custom; DICOM may say in the header that it is RGB. The decoder looks for
 * Adobe's marker, so it is given one.
 */
function sayColour({ bytes, photometricInterpretation, samplesPerPixel }: EncodedFrame): Uint8Array {
  if (samplesPerPixel !== 3 || photometricInterpretation !== 'RGB' || tellsColour(bytes)) return bytes
  const said = new Uint8Array(bytes.length + ADOBE_RGB.length)
  said.set(bytes.subarray(0, 2))
  said.set(ADOBE_RGB, 2)
  said.set(bytes.subarray(2), 2 + ADOBE_RGB.length)
  return said
}

/** Whether the stream begins with a JFIF marker, or with an Adobe marker long enough to hold its transform. */
function tellsColour(bytes: Uint8Array): boolean {
  if (bytes[2] !== 0xff) return false
  const length = (bytes[4]! << 8) | bytes[5]!
  return bytes[3] === 0xe0 || (bytes[3] === 0xee && length >= 14)
}
