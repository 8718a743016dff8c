/**
 * The few globals that browsers, workers and Node share and that the pure rooms may touch.
 * Everything else (files, clocks, codecs) is handed in, so that the same code runs in all three.
 */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
}
interface TextDecoder {
  decode(input?: Uint8Array): string
}
declare const TextDecoder: { new (label?: string, options?: { fatal?: boolean }): TextDecoder }
interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>
}
declare const TextEncoder: { new (): TextEncoder }
