import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { fileWriter, parquetWriteRows } from 'hyparquet-writer'
import { asText, csvLine } from '../../src/report/csv-line.ts'
import { unfinished } from './batch-folder.ts'
import type { BatchFolder } from './batch-folder.ts'
import { CELL_COLUMNS } from './cell-rows.ts'
import type { CellRow } from './cell-rows.ts'
import type { BatchList } from './list-studies.ts'
import type { StudyOutcome } from './outcome.ts'

const TIMING_COLUMNS = ['study', 'images', 'read_ms', 'analyse_ms', 'report_ms'] as const
const FAILURE_COLUMNS = ['study', 'file', 'code', 'message'] as const
const PARQUET_TYPES = { text: 'STRING', number: 'DOUBLE', integer: 'INT32', 'yes-no': 'BOOLEAN' } as const

/** Rows in a row group of the Parquet file, and so in memory at once. */
const ROWS_AT_ONCE = 10_000

export type TableCounts = { readonly read: number; readonly failed: number; readonly pending: number }

/**
 * Writes cells.csv, cells.parquet, timings.csv and failures.csv from the outcomes that are there, in the order of the list. The
 * same outcomes give the same bytes, however many runs, shards and jobs they came from. One outcome is in memory at a time.
 */
export async function writeTables(folder: BatchFolder, list: BatchList): Promise<TableCounts> {
  let counts: TableCounts = { read: 0, failed: 0, pending: 0 }
  const cells = openTable(folder, 'cells.csv')
  const timings = openTable(folder, 'timings.csv')
  const failures = openTable(folder, 'failures.csv')
  await cells.write(CELL_COLUMNS.map(([name]) => name))
  await timings.write(TIMING_COLUMNS)
  await failures.write(FAILURE_COLUMNS)
  for (const { file, code, message } of list.unread) await failures.write(failureRow('', file, code, message))

  async function* rows(): AsyncGenerator<CellRow> {
    for (const { id } of list.entries) {
      const outcome = await folder.readOutcome(id)
      if (!outcome) counts = { ...counts, pending: counts.pending + 1 }
      for (const study of outcome?.studies ?? []) {
        counts = { ...counts, [study.kind]: counts[study.kind] + 1 }
        if (study.kind === 'read') {
          for (const row of study.cells) {
            await cells.write(CELL_COLUMNS.map(([name]) => row[name] ?? ''))
            yield row
          }
        }
        await writeFacts(study)
      }
    }
  }

  async function writeFacts(study: StudyOutcome): Promise<void> {
    if (study.kind === 'failed')
      await failures.write(failureRow(study.study, study.file, study.code, study.message))
    else {
      const { images, readMs, analyseMs, reportMs } = study.timing
      await timings.write([study.study, images, readMs, analyseMs, reportMs])
    }
  }

  const parquet = join(folder.path, 'cells.parquet')
  await parquetWriteRows({
    writer: fileWriter(unfinished(parquet)),
    columns: CELL_COLUMNS.map(([name, type]) => ({ name, type: PARQUET_TYPES[type], nullable: true })),
    rows: rows(),
    rowGroupSize: ROWS_AT_ONCE,
  })
  await rename(unfinished(parquet), parquet)
  for (const table of [cells, timings, failures]) await table.finish()
  return counts
}

function failureRow(study: string, file: string, code: string, message: string): readonly string[] {
  return [study, asText(file), code, asText(message)]
}

/** A CSV table that appears once it is whole: RFC 4180, CRLF, UTF-8 without a byte order mark. */
function openTable(folder: BatchFolder, name: string) {
  const path = join(folder.path, name)
  const stream = createWriteStream(unfinished(path), 'utf8')
  const opened = once(stream, 'open') // rejects where the file cannot be written
  return {
    async write(values: readonly (string | number | boolean)[]): Promise<void> {
      await opened
      if (!stream.write(csvLine(values.map(String)))) await once(stream, 'drain')
    },
    async finish(): Promise<void> {
      stream.end()
      await once(stream, 'close')
      await rename(unfinished(path), path)
    },
  }
}
