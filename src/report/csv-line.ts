/** One line of a CSV file (RFC 4180): values with commas, quotes or line ends are quoted, and CRLF ends the line. */
export function csvLine(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\r\n`
}

/** A spreadsheet would run a cell that begins like a formula; an apostrophe before it keeps it text. */
export function asText(value: string): string {
  return /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value
}

function quoted(value: string): string {
  return /[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
