export type CsvRow = Readonly<Record<string, string>>

/** Rows of a CSV file with a header line (RFC 4180: quoted cells may hold commas, quotes and line ends). */
export function parseCsv(text: string): CsvRow[] {
  const [header = [], ...rows] = splitCells(text)
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
}

/** The cell of a column that the file must have. */
export function cell(row: CsvRow, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`the CSV file has no column "${column}"`)
  return value
}

/** The number in a cell; NaN where it is blank. */
export function numberIn(row: CsvRow, column: string): number {
  const text = cell(row, column)
  return text === '' ? NaN : Number(text)
}

export function formatCsv(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const [first] = rows
  if (first === undefined) return ''
  const columns = Object.keys(first)
  const lines = rows.map((row) => columns.map((column) => quote(String(row[column] ?? ''))).join(','))
  return [columns.join(','), ...lines, ''].join('\n')
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function splitCells(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let value = ''
  let quoted = false
  const endRow = () => {
    row.push(value)
    if (row.length > 1 || value !== '') rows.push(row)
    row = []
    value = ''
  }
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string
    if (quoted) {
      if (character !== '"') value += character
      else if (text[index + 1] === '"') value += text[++index] as string
      else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') {
      row.push(value)
      value = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') value += character
  }
  endRow()
  return rows
}
