/** First bytes of what lies about on CDs and in research folders. */
const SIGNATURES: readonly (readonly [kind: string, offset: number, bytes: readonly number[] | string])[] = [
  ['PDF', 0, '%PDF'],
  ['JPEG picture', 0, [0xff, 0xd8, 0xff]],
  ['PNG picture', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['GIF picture', 0, 'GIF8'],
  ['TIFF picture', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF picture', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['ZIP archive', 0, 'PK'],
  ['gzip archive', 0, [0x1f, 0x8b]],
  ['RAR archive', 0, 'Rar!'],
  ['7-Zip archive', 0, [0x37, 0x7a, 0xbc, 0xaf]],
  ['Windows program', 0, 'MZ'],
  ['ELF program', 0, [0x7f, 0x45, 0x4c, 0x46]],
  ['NIfTI volume', 344, 'n+1'],
  ['NIfTI volume', 344, 'ni1'],
  ['SQLite database', 0, 'SQLite format 3'],
  ['ICC profile', 36, 'acsp'],
  ['Siemens CSA header', 0, 'SV10'],
]

/** What a file that is not DICOM seems to be, in words for its diagnostic. */
export function nameFileKind(prefix: Uint8Array): string {
  for (const [kind, offset, signature] of SIGNATURES) {
    const bytes =
      typeof signature === 'string' ? Array.from(signature).map((letter) => letter.charCodeAt(0)) : signature
    if (bytes.every((byte, index) => prefix[offset + index] === byte)) return kind
  }
  const start = prefix.subarray(0, 512)
  if (!start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d))
    return 'unknown'
  const text = new TextDecoder().decode(start).trimStart()
  if (/^[[{]/.test(text)) return 'JSON text'
  if (/^<!doctype html|^<html/i.test(text)) return 'web page'
  return text.startsWith('<') ? 'XML text' : 'text'
}
