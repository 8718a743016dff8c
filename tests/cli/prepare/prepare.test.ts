import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import sharp from 'sharp'
import { prepare } from '../../../cli/prepare.ts'
import { formatCsv } from '../../../cli/datasets/csv.ts'

let folder = ''
let said = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepare-'))
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

function run(): Promise<number> {
  return prepare(['--rsna', folder, '--out', join(folder, 'out')])
}

describe('prepare refuses by name', () => {
  it('a folder of another layout', async () => {
    expect(await run()).toBe(3)
    expect(said).toMatch(/^prepare\.nothing-found: /)
  })

  it('a layout without its points or images', async () => {
    await writeFile(join(folder, 'train.csv'), 'study_id,spinal_canal_stenosis_l1_l2\n1,Severe\n')
    expect(await run()).toBe(3)
    expect(said).toMatch(
      /^prepare\.incomplete-layout: .*train_label_coordinates\.csv, train_series_descriptions\.csv, train_images/,
    )
  })

  it('labels of studies that have no images', async () => {
    await writeFile(join(folder, 'train.csv'), 'study_id,spinal_canal_stenosis_l1_l2\n1,Severe\n')
    const points =
      'study_id,series_id,instance_number,condition,level,x,y\n1,2,3,Spinal Canal Stenosis,L1/L2,4,5\n'
    await writeFile(join(folder, 'train_label_coordinates.csv'), points)
    await writeFile(join(folder, 'train_series_descriptions.csv'), 'study_id,series_id,series_description\n')
    await mkdir(join(folder, 'train_images'))
    expect(await run()).toBe(3)
    expect(said).toMatch(/^prepare\.no-labels: rsna /)
  })

  it.each([
    [
      'severity',
      'sever',
      /^prepare\.unknown-label: .*index\.csv, row 3: severity is "sever" and must be one of normal_mild, moderate, severe/,
    ],
    [
      'x_frac',
      'left',
      /^prepare\.unknown-label: .*index\.csv, row 3: x_frac is "left" and must be a finite number/,
    ],
    [
      'split',
      undefined,
      /^prepare\.missing-column: .*index\.csv, row 2: no column "split"; there are file, /,
    ],
    ['file', 'gone.png', /^prepare\.missing-image: rsna-t1-foraminal 1_2: .*gone\.png/],
  ])('a data set with a wrong %s (%s), naming file and row', async (column, value, message) => {
    const row = { file: 'a.png', study_id: '1', series_id: '2', instance_number: '3', condition: 'left_neural_foraminal_narrowing',
      level: 'l4_l5', severity: 'severe', x_frac: '0.5', y_frac: '0.6', width: '250', height: '250', split: 'train' } // prettier-ignore
    const rows = [row, { ...row, level: 'l5_s1', y_frac: '0.7' }].map((right, index) =>
      value === undefined
        ? Object.fromEntries(Object.entries(right).filter(([name]) => name !== column))
        : { ...right, ...(index === 1 && { [column]: value }) },
    )
    const dataset = join(folder, 'rsna-t1-foraminal')
    await mkdir(join(dataset, 'images'), { recursive: true })
    await sharp({ create: { width: 250, height: 250, channels: 3, background: '#444' } }).toFile(
      join(dataset, 'images', 'a.png'),
    )
    await writeFile(join(dataset, 'index.csv'), formatCsv(rows))
    expect(await prepare(['--data', folder, '--out', join(folder, 'out')])).toBe(3)
    expect(said).toMatch(message)
    expect(said).not.toContain(' at ')
  })

  it('no folder at all, as wrong usage', async () => {
    expect(await prepare(['--out', folder])).toBe(2)
    expect(said).toMatch(/^usage: /)
  })

  it.each(['5', '8:8', '9:3', 'a:b', '-1:4', '1:2:3', '1.5:4'])(
    'seeds that are no range (%s), as wrong usage',
    async (seeds) => {
      expect(await prepare([`--phantom=${seeds}`, '--out', folder])).toBe(2)
      expect(said).toMatch(/^cli\.usage: --phantom takes FROM:TO, .*\nusage: /)
      expect(said).toContain(`not "${seeds}"`)
    },
  )

  it('an --only that leaves nothing of what was given', async () => {
    const args = ['--phantom', '1:2', '--only', 'rsna', '--out', join(folder, 'out')]
    expect(await prepare(args)).toBe(3)
    expect(said).toBe('prepare.nothing-found: --only rsna names none of what is there: phantom\n')
  })
})
