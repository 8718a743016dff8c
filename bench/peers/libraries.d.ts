/** What the header bench calls of the peers; they are resolved to `.cache/peers` when the bench page is bundled. */
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
