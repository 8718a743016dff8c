/** What the header bench calls of the peers; they are resolved to `.cache/peers` when the bench page is bundled. */
declare module 'dcmjs' {
  const dcmjs: {
    data: { DicomMessage: { readFile(bytes: ArrayBuffer, options: { untilTag: string }): { dict: Record<string, unknown> } } }
    log: { setLevel(level: string): void }
  }
  export default dcmjs
}

declare module 'daikon' {
  const daikon: {
    Series: { parseImage(view: DataView): { getSeriesInstanceUID(): string | null } | null }
  }
  export default daikon
}

declare module 'dwv' {
  export class DicomParser {
    parse(bytes: ArrayBuffer): void
    getDicomElements(): Record<string, unknown>
  }
}
