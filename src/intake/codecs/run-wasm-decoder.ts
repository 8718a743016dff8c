// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- ambient types of untyped packages, for every program that sees this file
/// <reference path="./wasm-packages.d.ts" />
import type { DecodedFrame } from './codecs.ts'

/** What a codec printed while it worked: it often says why it failed nowhere else. */
export type CodecLog = { readonly lines: string[] }

/** Options that every codec's module is created with: its binary, and a place for its words. */
export function moduleOptions(wasmBinary: Uint8Array, log: CodecLog) {
  const print = (line: string) => {
    if (log.lines.length < 20) log.lines.push(line)
  }
  return { wasmBinary, print, printErr: print }
}

/** The codec's WebAssembly trapped or aborted: its memory can no longer be trusted, and a fresh one must be made. */
export class CodecBroken extends Error {
  override readonly name = 'CodecBroken'
}

/** One frame through a fresh decoder, its samples copied out of the codec's memory. Throws an Error with the codec's reason. */
export function runWasmDecoder<D extends WasmDecoder>(
  module: WasmModule,
  Decoder: new () => D,
  bytes: Uint8Array,
  log: CodecLog,
  { prepare, inspect }: { prepare?: (decoder: D) => void; inspect?: (decoder: D) => unknown } = {},
): DecodedFrame {
  log.lines.length = 0
  let decoder: D | undefined
  try {
    decoder = new Decoder()
    decoder.getEncodedBuffer(bytes.length).set(bytes)
    prepare?.(decoder)
    decoder.decode()
    inspect?.(decoder)
    const info = decoder.getFrameInfo()
    const decoded = decoder.getDecodedBuffer()
    const { width, height, componentCount, bitsPerSample } = info
    const expected = width * height * componentCount * (bitsPerSample > 8 ? 2 : 1)
    if (expected === 0 || decoded.length < expected)
      throw new Error(log.lines.at(-1) ?? 'the stream is damaged')
    return {
      columns: width,
      rows: height,
      samplesPerPixel: componentCount,
      bitsPerSample,
      signed: info.isSigned ?? false,
      data: asSamples(decoded.slice(0, expected), bitsPerSample, info.isSigned ?? false),
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'RuntimeError') {
      decoder = undefined
      throw new CodecBroken(error.message, { cause: error })
    }
    throw new Error(reasonOf(module, error, log), { cause: error })
  } finally {
    decoder?.delete()
  }
}

function asSamples(
  bytes: Uint8Array<ArrayBuffer>,
  bitsPerSample: number,
  signed: boolean,
): DecodedFrame['data'] {
  if (bitsPerSample <= 8) return signed ? new Int8Array(bytes.buffer) : bytes
  return signed ? new Int16Array(bytes.buffer) : new Uint16Array(bytes.buffer)
}

/** C++ exceptions arrive as a pointer, or as an object of Emscripten's. */
function reasonOf(module: WasmModule, error: unknown, log: CodecLog): string {
  if (typeof error === 'number') {
    const message = module.getExceptionMessage?.(error)
    if (message !== undefined) return typeof message === 'string' ? message : message.join(': ')
    return log.lines.at(-1) ?? 'the codec stopped'
  }
  return error instanceof Error ? error.message : String(error)
}
