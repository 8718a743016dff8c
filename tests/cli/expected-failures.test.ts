import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DataError } from '../../cli/datasets/csv.ts'
import { tellExpectedFailures } from '../../cli/expected-failures.ts'
import { prepare } from '../../cli/prepare.ts'

let folder = ''
let said = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'failures-'))
  said = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

describe('tellExpectedFailures', () => {
  it('tells a folder that cannot be made in one line', async () => {
    await writeFile(join(folder, 'file'), '')
    expect(await prepare(['--phantom', '0:1', '--out', join(folder, 'file', 'out')])).toBe(3)
    expect(said).toMatch(/^cli\.no-access: .*file.out: a part of the path is a file, not a folder; [^\n]*\n$/)
  })

  it('tells a file that is not there', async () => {
    const missing = join(folder, 'nothere')
    expect(await tellExpectedFailures(async () => (await readFile(missing)).length)).toBe(3)
    expect(said).toBe(
      `cli.no-access: ${missing}: it does not exist; check the path, its permissions and the free space\n`,
    )
  })

  it('tells a mistake in a data set', async () => {
    const wrong = () => Promise.reject(new DataError('prepare.unknown-label', 'row 3'))
    expect(await tellExpectedFailures(wrong)).toBe(3)
    expect(said).toBe('prepare.unknown-label: row 3\n')
  })

  it('leaves a bug as it is', async () => {
    await expect(tellExpectedFailures(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
    expect(said).toBe('')
  })
})
