import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { noneOf } from '../nearest-name.ts'

export type CsvRow = Readonly<Record<string, string>>

/** A data set that cannot be trusted: a mistake in its files, not in the code. `prepare` prints it and ends with 3. */
export class DataError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** Where each row stands, for messages: its file and its line among the records, the header being line 1. */
const places = new WeakMap<CsvRow, string>()

/** Rows of a CSV file. Throws DataError `prepare.unreadable` where it cannot be read. */
export async function readCsv(path: string): Promise<CsvRow[]> {
  try {
    return parseCsv(await readFile(path, 'utf8'), join(basename(dirname(path)), basename(path)))
  } catch (error) {
    throw new DataError('prepare.unreadable', `${path}: ${(error as Error).message}; put the file there`)
  }
}

/** Rows of a CSV text with a header line (RFC 4180: quoted cells may hold commas, quotes and line ends). */
export function parseCsv(text: string, file = 'the CSV file'): CsvRow[] {
  const [header = [], ...rows] = splitCells(text)
  return rows.map((cells, order) => {
    const row = Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']))
    places.set(row, `${file}, row ${order + 2}`)
    return row
  })
}

/** The cell of a column that the file must have. Throws DataError `prepare.missing-column`. */
export function cell(row: CsvRow, column: string): string {
  const value = row[column]
  if (value === undefined)
    throw new DataError(
      'prepare.missing-column',
      `${placeOf(row)}: no column "${column}"; ${noneOf(column, Object.keys(row))}`,
    )
  return value
}

/** The number in a cell; NaN where it is blank. Throws DataError `prepare.unknown-label` where it is no finite number. */
export function numberIn(row: CsvRow, column: string): number {
  const text = cell(row, column)
  if (text === '') return NaN
  const value = Number(text)
  if (!Number.isFinite(value)) throw unknownLabel(row, column, 'must be a finite number')
  return value
}

/** The number in a cell that may not be blank, such as a coordinate. Throws DataError `prepare.unknown-label`. */
export function requiredNumberIn(row: CsvRow, column: string): number {
  const value = numberIn(row, column)
  if (Number.isNaN(value)) throw unknownLabel(row, column, 'must be a finite number')
  return value
}

/**
 * The whole number in a cell, a grade say; -1 where it is blank, which means that nobody said. Throws DataError
 * `prepare.unknown-label` where it lies outside `least` to `most`.
 */
export function gradeIn(row: CsvRow, column: string, least: number, most: number): number {
  const value = numberIn(row, column)
  if (Number.isNaN(value)) return -1
  if (!Number.isInteger(value) || value < least || value > most)
    throw unknownLabel(row, column, `must be a whole number from ${least} to ${most}, or blank`)
  return value
}

/**
 * Which of `choices` the cell holds, as an index; -1 where it is blank, which means that nobody said. Throws DataError
 * `prepare.unknown-label` where it holds anything else: a misspelt grade must not drop its row.
 */
export function choiceIn(row: CsvRow, column: string, choices: readonly string[]): number {
  const text = cell(row, column)
  const index = choices.indexOf(text)
  if (index < 0 && text !== '')
    throw unknownLabel(
      row,
      column,
      `is not one of its labels (a blank means that nobody graded it); ${noneOf(text, choices)}`,
    )
  return index
}

/** The one of `choices` that the cell holds, which may not be blank. Throws DataError `prepare.unknown-label`. */
export function requiredChoiceIn<Choice extends string>(
  row: CsvRow,
  column: string,
  choices: readonly Choice[],
): Choice {
  const text = cell(row, column)
  const choice = choices.find((known) => known === text)
  if (choice === undefined)
    throw unknownLabel(row, column, `is not one of its labels; ${noneOf(text, choices)}`)
  return choice
}

function unknownLabel(row: CsvRow, column: string, why: string): DataError {
  return new DataError(
    'prepare.unknown-label',
    `${placeOf(row)}: ${column} is "${cell(row, column)}", which ${why}; correct it in the file`,
  )
}

function placeOf(row: CsvRow): string {
  return places.get(row) ?? 'the CSV file'
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
