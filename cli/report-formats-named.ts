import { REPORT_FORMAT_NAMES } from '../src/report/report-formats.ts'
import type { ReportFormatName } from '../src/report/report-formats.ts'

/** What `--only` takes: the formats by their names, the text by its file's ending. */
export const FORMAT_WORDS = REPORT_FORMAT_NAMES.map((name) => (name === 'text' ? 'txt' : name)).join(',')

/** The formats of `--only json,txt,...`, all of them without it; the line that says what is wrong with it otherwise. */
export function formatsNamed(only: string | undefined): readonly ReportFormatName[] | string {
  const words = only?.split(',') ?? REPORT_FORMAT_NAMES
  const formats = words.map(formatNamed)
  const unknown = words[formats.indexOf(undefined)]
  return unknown === undefined
    ? formats.filter((format) => format !== undefined)
    : `cli.usage: --only knows ${FORMAT_WORDS.replaceAll(',', ', ')}; not "${unknown}"`
}

function formatNamed(word: string): ReportFormatName | undefined {
  return word === 'txt' ? 'text' : REPORT_FORMAT_NAMES.find((name) => name === word)
}
