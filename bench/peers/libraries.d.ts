/** What the benches of headers and decoders call of the peers; they are resolved to `.cache/peers` when the bench page is bundled. */
declare module 'dcmjs' {
  export const data: {
    DicomMessage: {
      readFile(bytes: ArrayBuffer, options: { untilTag: string }): { dict: Record<string, unknown> }
    }
  }
  export const log: { setLevel(level: string): void }
}

declare module 'daikon' {
  export const Series: { parseImage(view: DataView): { getSeriesInstanceUID(): string | null } | null }
}

declare module 'dwv' {
  export class DicomParser {
    parse(bytes: ArrayBuffer): void
    getDicomElements(): Record<string, unknown>
  }
}

declare module '@cornerstonejs/dicom-image-loader/dist/esm/decodeImageFrameWorker.js' {
  export function decodeImageFrame(
    frame: Readonly<Record<string, number | string | boolean | undefined>>,
    transferSyntax: string,
    encoded: Uint8Array,
    config: { readonly wasmBasePath: string },
    options: { readonly preScale: { readonly enabled: boolean } },
  ): Promise<{ readonly pixelData: ArrayLike<number> }>
}
