/** A frame as it lies in the file, and what the header says of it. */
export type EncodedFrame = {
  readonly bytes: Uint8Array
  readonly rows: number
  readonly columns: number
  readonly samplesPerPixel: number
  readonly bitsAllocated: number
  readonly bitsStored: number
  readonly signed: boolean
  readonly photometricInterpretation: string
}

/**
 * A frame's samples, pixel by pixel with the components of one pixel together, as the coded stream describes them.
 * `bitsPerSample` and `signed` are the stream's own, which may differ from the header's.
 */
export type DecodedFrame = {
  readonly columns: number
  readonly rows: number
  readonly samplesPerPixel: number
  readonly bitsPerSample: number
  readonly signed: boolean
  readonly data: Uint8Array | Uint16Array | Int16Array | Int8Array
  /** Colour as it is in `data`, where the codec knows: JPEG decoders turn YCbCr into RGB. */
  readonly colour?: 'rgb' | 'ybr'
}

/** Throws an Error in the codec's own words when the stream is damaged. */
export type FrameDecoder = (frame: EncodedFrame) => DecodedFrame

/** The codings that need a codec, each loaded when first met. Handed in: a codec is WebAssembly, and lives outside. */
export const CODED = ['jpeg', 'jpeg-lossless', 'jpeg-ls', 'jpeg-2000', 'htj2k'] as const
export type Coded = (typeof CODED)[number]
export type Codecs = Readonly<Record<Coded, () => Promise<FrameDecoder>>>
