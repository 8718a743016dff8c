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
      /^prepare\.unknown-label: .*index\.csv, row 3: severity is "sever", which is not one of its labels .*did you mean severe\? Known are normal_mild, moderate, severe/,
    ],
    [
      'x_frac',
      'left',
      /^prepare\.unknown-label: .*index\.csv, row 3: x_frac is "left", which must be a finite number/,
    ],
    [
      'y_frac',
      '',
      /^prepare\.unknown-label: .*index\.csv, row 3: y_frac is "", which must be a finite number/,
    ],
    ['level', 'l4_l6', /^prepare\.unknown-label: .*row 3: level is "l4_l6".*did you mean l4_l5\?/],
    [
      'condition',
      'left_foraminal_narrowing',
      /^prepare\.unknown-label: .*row 3: condition .*did you mean left_neural_foraminal_narrowing\?/,
    ],
    ['split', 'tset', /^prepare\.unknown-label: .*row 2: split is "tset".*did you mean test\?/],
    [
      'split',
      undefined,
      /^prepare\.missing-column: .*index\.csv, row 2: no column "split"; Known are file, /,
    ],
    ['file', 'gone.png', /^prepare\.missing-image: .*rsna-t1-foraminal\/images\/gone\.png is not there; /],
  ])('a data set with a wrong %s (%s), naming file and row', async (column, value, message) => {
    const row = { file: 'a.png', study_id: '1', series_id: '2', instance_number: '3', condition: 'left_neural_foraminal_narrowing',
      level: 'l4_l5', severity: 'severe', x_frac: '0.5', y_frac: '0.6', width: '250', height: '250', split: 'train' } // prettier-ignore
    const rows = [row, { ...row, level: 'l5_s1', y_frac: '0.7' }].map((right, index) =>
      value === undefined
        ? Object.fromEntries(Object.entries(right).filter(([name]) => name !== column))
        : { ...right, ...((index === 1 || column === 'split') && { [column]: value }) },
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
    expect(said).toBe('prepare.nothing-found: --only names rsna, which is not there; Known are phantom\n')
  })

  it('one misspelt name among those of --only, with the nearest', async () => {
    const args = ['--phantom', '1:2', '--only', 'phantom,fantom', '--out', join(folder, 'out')]
    expect(await prepare(args)).toBe(3)
    expect(said).toMatch(/^prepare\.nothing-found: --only names fantom, .*did you mean phantom\?/)
  })

  it('a misspelt option, with the nearest', async () => {
    expect(await prepare(['--phantm', '1:2', '--out', folder])).toBe(2)
    expect(said).toMatch(/^cli\.usage: there is no option --phantm; did you mean --phantom\?/)
  })

  it('each series that the descriptions lack', async () => {
    await writeFile(join(folder, 'train.csv'), 'study_id,spinal_canal_stenosis_l1_l2\n1,Severe\n')
    const point = '1,22,3,Spinal Canal Stenosis,L1/L2,4,5'
    await writeFile(
      join(folder, 'train_label_coordinates.csv'),
      `study_id,series_id,instance_number,condition,level,x,y\n${point}\n`,
    )
    const descriptions = join(folder, 'train_series_descriptions.csv')
    await writeFile(descriptions, 'study_id,series_id,series_description\n1,44,Axial T2\n')
    await mkdir(join(folder, 'train_images', '1', '33'), { recursive: true })
    expect(await run()).toBe(3)
    expect(said).toMatch(/^prepare\.undescribed-series: train_series_descriptions\.csv lacks 1\/33, 1\/22 /)
    said = ''
    await writeFile(descriptions, 'study_id,series_id,series_description\n1,44,Axial T1\n')
    expect(await run()).toBe(3)
    expect(said).toMatch(
      /^prepare\.unknown-label: .*row 2: series_description is "Axial T1".*did you mean Axial T2\?/,
    )
  })

  it.each([
    ['mendeley-sag', 'pfirrmann', '7', 'a whole number from 1 to 5, or blank'],
    ['mendeley-sag', 'bulge', '2', 'a whole number from 0 to 1, or blank'],
    ['mendeley-sag', 'text_compression', 'moderate', 'Known are none, mild, severe'],
    ['mendeley-sag', 'level', 'L4/L5', 'did you mean l4_l5?'],
    ['spider-mid', 'pfirrmann', '3.5', 'a whole number from 1 to 5, or blank'],
    ['spider-mid', 'spondylolisthesis', '-2', 'a whole number from 0 to 1, or blank'],
    ['spider-mid', 'ivd_from_bottom', '0', 'a whole number from 1 to 23, or blank'],
  ])('%s with a %s of %s, naming file and row', async (dataset, column, value, allowed) => {
    const picture = {
      key: 'a',
      patient: 'a',
      file: 'a.png',
      t1: '',
      t2: 'a.png',
      seq: 't2',
      flags: '',
      split: 'train',
    }
    const disc = { key: 'a', file: 'a.png', level: 'l4_l5', level_by_index: 'l4_l5', regular: 1, count_eq_num_discs: 1, ivd_from_bottom: 2,
      x0: 0.4, x1: 0.6, y0: 0.5, y1: 0.6, stenosis_box: 0, bulge: 1, listhesis: 0, ddd: 0, pfirrmann: 3, text_compression: 'mild',
      bulging: 0, herniation: '', spondylolisthesis: 0, narrowing: 1 } // prettier-ignore
    const rows = [
      disc,
      { ...disc, level: 'l5_s1', level_by_index: 'l5_s1', y0: 0.7, y1: 0.8, [column]: value },
    ]
    await mkdir(join(folder, dataset, 'images'), { recursive: true })
    for (const path of ['a.png', 'images/a.webp'])
      await sharp({ create: { width: 90, height: 90, channels: 3, background: '#444' } }).toFile(
        join(folder, dataset, path),
      )
    await writeFile(join(folder, dataset, 'index.csv'), formatCsv([picture]))
    await writeFile(join(folder, dataset, 'discs.csv'), formatCsv(rows))
    await writeFile(join(folder, dataset, 'vertebrae.json'), '{}')
    expect(await prepare(['--data', folder, '--out', join(folder, 'out')])).toBe(3)
    expect(said).toContain(`prepare.unknown-label: ${dataset}/discs.csv, row 3: ${column} is "${value}"`)
    expect(said).toContain(allowed)
  })
})
