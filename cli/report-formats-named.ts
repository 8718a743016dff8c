import { REPORT_FORMATS } from '../src/domain/report-format.ts'
import type { ReportFormat } from '../src/domain/report-format.ts'

/** What `--only` takes: the formats by their names, the text by its file's ending. */
export const FORMAT_WORDS = REPORT_FORMATS.map((name) => (name === 'text' ? 'txt' : name)).join(',')

/** The formats of `--only json,txt,...`, all of them without it; the line that says what is wrong with it otherwise. */
export function formatsNamed(only: string | undefined): readonly ReportFormat[] | string {
  const words = only?.split(',') ?? REPORT_FORMATS
  const formats = words.map(formatNamed)
  const unknown = words[formats.indexOf(undefined)]
  return unknown === undefined
    ? formats.filter((format) => format !== undefined)
    : `cli.usage: --only knows ${FORMAT_WORDS.replaceAll(',', ', ')}; not "${unknown}"`
}

function formatNamed(word: string): ReportFormat | undefined {
  return word === 'txt' ? 'text' : REPORT_FORMATS.find((name) => name === word)
}
