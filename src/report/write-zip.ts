import { strToU8, zipSync } from 'fflate'
import type { Zippable } from 'fflate'
import { dicomTime } from './dicom/sr-time.ts'

/**
 * All files of an export in one ZIP. Names are UTF-8; every entry bears the report's own time, so that the same files give the
 * same bytes. ZIP times have no zone and no year before 1980 or after 2099; the local time of `generatedAt` is written.
 */
export function writeZip(
  files: Readonly<Record<string, string | Uint8Array>>,
  generatedAt: string,
): Uint8Array<ArrayBuffer> {
  const { date, time } = dicomTime(generatedAt)
  const at = new Date(
    Number(date.slice(0, 4)),
    Number(date.slice(4, 6)) - 1,
    Number(date.slice(6)),
    Number(time.slice(0, 2)),
    Number(time.slice(2, 4)),
    Number(time.slice(4, 6)),
  )
  const entries: Zippable = {}
  for (const [name, content] of Object.entries(files))
    entries[name] = [typeof content === 'string' ? strToU8(content) : content, { mtime: at, level: 6 }]
  return zipSync(entries)
}
