/** What is used of the @cornerstonejs codec packages, which bring no types. All are built by Emscripten with embind. */
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<CharlsModule>
  export { create as default }
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<LibJpegTurboModule>
  export { create as default }
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<OpenJpegModule>
  export { create as default }
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<OpenJphModule>
  export { create as default }
}

interface WasmFrameInfo {
  readonly width: number
  readonly height: number
  readonly bitsPerSample: number
  readonly componentCount: number
  readonly isSigned?: boolean
}

interface WasmDecoder {
  /** A view of the codec's memory to write the coded bytes into. */
  getEncodedBuffer(length: number): Uint8Array
  /** A view of the codec's memory, valid until the next call. */
  getDecodedBuffer(): Uint8Array
  decode(): void
  getFrameInfo(): WasmFrameInfo
  /** Frees the codec's object: embind does not collect garbage. */
  delete(): void
}

interface WasmModule {
  /** The words of an exception thrown inside the codec, which arrives as a pointer. */
  getExceptionMessage?(pointer: number): string | readonly string[]
}
interface CharlsModule extends WasmModule {
  readonly JpegLSDecoder: new () => WasmDecoder & { getInterleaveMode(): number }
}
interface LibJpegTurboModule extends WasmModule {
  readonly JPEGDecoder: new () => WasmDecoder
}
interface OpenJpegModule extends WasmModule {
  readonly J2KDecoder: new () => WasmDecoder & { readHeader(): void; getColorSpace(): number }
}
interface OpenJphModule extends WasmModule {
  readonly HTJ2KDecoder: new () => WasmDecoder & {
    readHeader(): void
    getIsHeaderValid(): boolean
    getLastErrorMessage(): string
  }
}
