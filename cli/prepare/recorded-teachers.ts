import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CONDITIONS } from '../../src/domain/condition.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { GRADES } from '../../src/domain/severity.ts'
import { DataError, cell, formatCsv, numberIn, readCsv, requiredChoiceIn } from '../datasets/csv.ts'
import type { CsvRow } from '../datasets/csv.ts'
import { splitOf } from './rsna-layout.ts'

/** Largest distance from 1 of three probabilities that were rounded to four digits. */
const ROUNDING = 0.001

/**
 * Writes `<out>/teachers/<name>.csv`: what other networks answered, out of fold, for training patients
 * (`<folder>/teachers.csv`). Patients of the other splits are left out, so that no choice can rest on them.
 * Returns the number of answers written; 0 where the folder has no such file.
 * Throws DataError `prepare.unknown-label` where a row names no condition or level, or its three probabilities do not
 * add up to 1.
 */
export async function writeTeachers(folder: string, name: string, out: string): Promise<number> {
  const source = join(folder, 'teachers.csv')
  if (!existsSync(source)) return 0
  const rows = (await readCsv(source)).filter((row) => splitOf(cell(row, 'study')) === 'train')
  for (const row of rows) check(row, source)
  await mkdir(join(out, 'teachers'), { recursive: true })
  const path = join(out, 'teachers', `${name}.csv`)
  await writeFile(`${path}.partial`, formatCsv(rows))
  await rename(`${path}.partial`, path)
  return rows.length
}

function check(row: CsvRow, source: string): void {
  requiredChoiceIn(row, 'condition', CONDITIONS)
  requiredChoiceIn(row, 'level', LEVELS)
  const probabilities = GRADES.map((grade) => numberIn(row, grade))
  const total = probabilities.reduce((sum, value) => sum + value, 0)
  if (Math.abs(total - 1) < ROUNDING && probabilities.every((value) => value >= 0)) return
  const place = `${cell(row, 'study')} ${cell(row, 'condition')} ${cell(row, 'level')}`
  throw new DataError('prepare.unknown-label', `${source}: the probabilities of ${place} must add up to 1`)
}
