import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeTeachers } from '../../../cli/prepare/recorded-teachers.ts'

const HEADER = 'study,condition,level,teacher,normal_mild,moderate,severe\n'
/** A training and a validation patient: int(sha256) modulo 100 is 46 and 70. */
const TRAINED_ON = '29931867,left_subarticular_stenosis,l2_l3,axial_baseline,0.6439,0.3464,0.0098\n'
const CHOSEN_ON = '1018005306,left_subarticular_stenosis,l2_l3,axial_baseline,0.6,0.3,0.1\n'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teachers-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function write(rows: string): Promise<number> {
  await writeFile(join(folder, 'teachers.csv'), HEADER + rows)
  return writeTeachers(folder, 'known', folder)
}

describe('recorded teachers', () => {
  it('are kept for training patients alone', async () => {
    expect(await write(TRAINED_ON + CHOSEN_ON)).toBe(1)
    expect(await readFile(join(folder, 'teachers', 'known.csv'), 'utf8')).toBe(HEADER + TRAINED_ON)
  })

  it('are nothing where the folder holds none', async () => {
    expect(await writeTeachers(folder, 'known', folder)).toBe(0)
  })

  it.each([
    ['a level', TRAINED_ON.replace('l2_l3', 'l6_s1')],
    ['a condition', TRAINED_ON.replace('left_sub', 'middle_sub')],
    ['a blank level', TRAINED_ON.replace('l2_l3', '')],
    ['probabilities', TRAINED_ON.replace('0.6439', '0.7439')],
    ['probabilities below 0', TRAINED_ON.replace('0.6439,0.3464', '1.0902,-0.1')],
  ])('are refused whole where %s cannot be', async (_what, row) => {
    await expect(write(TRAINED_ON + row)).rejects.toThrow('teachers.csv')
  })
})
