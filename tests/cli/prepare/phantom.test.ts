import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { phantomSamples, phantomSource } from '../../../cli/prepare/phantom.ts'
import { LOCALIZE_POINTS } from '../../../cli/datasets/sagittal-samples.ts'
import { POINT_STATES } from '../../../cli/datasets/sample.ts'
import type { Sample } from '../../../cli/datasets/sample.ts'
import { writeShards } from '../../../cli/prepare/write-shards.ts'
import { CONDITIONS } from '../../../src/domain/condition.ts'
import { cellKey } from '../../../src/domain/decision.ts'
import { LEVELS } from '../../../src/domain/level.ts'
import { simulateStudy } from '../../../src/phantom/simulate-study.ts'

const NORMAL = LEVELS.flatMap((level) =>
  CONDITIONS.map((condition) => [cellKey(level, condition), 'normal_mild'] as const),
)
const FIRST_FORAMEN = LOCALIZE_POINTS.indexOf('foramen_l1_l2')

let samples: readonly Sample[]
beforeAll(async () => {
  const study = simulateStudy({
    seed: 12,
    scoliosisDegrees: 0,
    listhesisMm: { l1_l2: 0, l2_l3: 0, l3_l4: 2.2, l4_l5: 5, l5_s1: 0 },
    degeneration: { l1_l2: 0.5, l2_l3: 0.5, l3_l4: 0.5, l4_l5: 0.5, l5_s1: 0.5 },
    grades: {
      ...Object.fromEntries(NORMAL),
      'l2_l3/spinal_canal_stenosis': 'severe',
      'l3_l4/left_neural_foraminal_narrowing': 'severe',
      'l4_l5/right_neural_foraminal_narrowing': 'moderate',
      'l5_s1/left_subarticular_stenosis': 'moderate',
      'l1_l2/right_subarticular_stenosis': 'severe',
    },
  })
  samples = await phantomSamples(study)
}, 120_000)

const of = (task: string) => samples.filter((sample) => sample.task === task)
const label = ({ labels }: Sample, name: string) => labels[name]?.data[0]
/** The labels that the samples of each level agree on. */
const byLevel = (list: readonly Sample[], name: string) =>
  LEVELS.map((level) => {
    const values = new Set(
      list.filter(({ origin }) => origin.level === level).map((sample) => label(sample, name)),
    )
    return values.size === 1 ? [...values][0] : [...values]
  })
const pointAt = ({ labels }: Sample, index: number) => {
  const data = labels['points']?.data ?? []
  return [data[2 * index] ?? NaN, data[2 * index + 1] ?? NaN] as const
}
const statesOf = ({ labels }: Sample) => [...(labels['states']?.data ?? [])]
/** Mean grey of a disc of view pixels, on the middle channel. */
function greyAt({ view }: Sample, [x, y]: readonly [number, number], radius: number): number {
  const channel = view.channels >> 1
  let sum = 0
  let count = 0
  for (let row = Math.ceil(y - radius); row <= y + radius; row++)
    for (let column = Math.ceil(x - radius); column <= x + radius; column++) {
      if (Math.hypot(column - x, row - y) > radius) continue
      sum += view.grey[(row * view.columns + column) * view.channels + channel] as number
      count++
    }
  return sum / count
}
const middleOf = ({ view }: Sample) => [(view.columns - 1) / 2, (view.rows - 1) / 2] as const

describe('the grades of a simulated patient', () => {
  it('lie at their level and on their side', () => {
    expect(byLevel(of('grade-disc'), 'canal')).toEqual([0, 2, 0, 0, 0])
    expect(byLevel(of('grade-axial'), 'canal')).toEqual([0, 2, 0, 0, 0])
    expect(byLevel(of('grade-axial'), 'left')).toEqual([0, 0, 0, 0, 1])
    expect(byLevel(of('grade-axial'), 'right')).toEqual([2, 0, 0, 0, 0])
    const foramina = (side: string) => of('grade-foramen').filter(({ origin }) => origin.side === side)
    expect(byLevel(foramina('left'), 'grade')).toEqual([0, 0, 2, 0, 0])
    expect(byLevel(foramina('right'), 'grade')).toEqual([0, 0, 0, 1, 0])
    for (const task of ['grade-disc', 'grade-foramen', 'grade-axial'])
      expect(byLevel(of(task), 'level')).toEqual([0, 1, 2, 3, 4])
  })

  it('leave listhesis open where a slip is small, and know nothing else of a disc', () => {
    expect(byLevel(of('grade-disc'), 'listhesis')).toEqual([0, 0, -1, 1, 0])
    for (const name of ['compression', 'stenosis', 'bulge', 'herniation', 'degeneration', 'pfirrmann'])
      expect(byLevel(of('grade-disc'), name)).toEqual([-1, -1, -1, -1, -1])
  })

  it('are seen in the crops that carry them', () => {
    const fat = (side: string, level: string) => {
      const crops = of('grade-foramen').filter(({ origin }) => origin.side === side && origin.level === level)
      expect(crops).toHaveLength(2)
      return crops.reduce((sum, crop) => sum + greyAt(crop, middleOf(crop), 7), 0) / crops.length
    }
    expect(fat('left', 'l3_l4')).toBeLessThan(0.75 * fat('right', 'l3_l4'))
    expect(fat('right', 'l4_l5')).toBeLessThan(0.85 * fat('left', 'l4_l5'))
    const canals = of('locate-axial').map((crop) => greyAt(crop, pointAt(crop, 2), 10))
    expect(canals.indexOf(Math.min(...canals))).toBe(LEVELS.indexOf('l2_l3'))
  })
})

describe('the points of a simulated patient', () => {
  it('lie on discs, which on T2 are darker than the canal behind them', () => {
    const middle = of('localize-sagittal').filter((sample) => statesOf(sample)[4] === POINT_STATES.present)
    expect(middle.map((sample) => label(sample, 'contrast'))).toEqual([2, 2, 1, 1])
    for (const sample of middle) {
      const { unknown, present, absent } = POINT_STATES
      const five = <T>(state: T) => LEVELS.map(() => state)
      expect(statesOf(sample)).toEqual([unknown, unknown, ...five(present), ...five(absent)])
      if (label(sample, 'contrast') !== 2) continue
      const disc = pointAt(sample, 4)
      const spacing = pointAt(sample, 5)[1] - disc[1]
      expect(greyAt(sample, disc, 2)).toBeLessThan(
        0.6 * greyAt(sample, [disc[0] + 0.7 * spacing, disc[1]], 2),
      )
    }
  })

  it('lie in foramina, each on one slice and known of on the next', () => {
    const lateral = of('localize-sagittal').filter((sample) => statesOf(sample)[4] === POINT_STATES.unknown)
    expect(lateral.map((sample) => label(sample, 'contrast'))).toEqual([1, 1, 1, 1])
    for (const sides of [lateral.slice(0, 2), lateral.slice(2)])
      for (const index of LEVELS.keys()) {
        const states = sides.map((sample) => statesOf(sample)[FIRST_FORAMEN + index])
        expect(states.toSorted()).toEqual([POINT_STATES.present, POINT_STATES.nearby])
      }
  })

  it('put the right recess on the left of the picture and the canal in its middle, below the disc', () => {
    expect(of('locate-axial')).toHaveLength(5)
    for (const sample of of('locate-axial')) {
      const [right, left, canal] = [0, 1, 2].map((index) => pointAt(sample, index))
      expect(right![0]).toBeLessThan(canal![0])
      expect(canal![0]).toBeLessThan(left![0])
      expect(canal![0]).toBeCloseTo(middleOf(sample)[0], 4)
      expect(canal![1]).toBeCloseTo(middleOf(sample)[1], 4)
      expect(greyAt(sample, canal!, 3)).toBeGreaterThan(1.5 * greyAt(sample, [canal![0], canal![1] - 26], 3))
    }
  })
})

describe('the shards of simulated patients', () => {
  it('are of the training split alone, and written anew for other seeds alone', async () => {
    expect(new Set(samples.map(({ split }) => split))).toEqual(new Set(['train']))
    const source = phantomSource({ from: 5, to: 8 })
    expect(source.units.map(({ key }) => key)).toEqual(['5', '6', '7'])
    const out = await mkdtemp(join(tmpdir(), 'phantom-'))
    const write = (to: number) => {
      const { dataset, edition = '' } = phantomSource({ from: 5, to })
      const units = [{ key: '12', samples: () => Promise.resolve(samples) }]
      return writeShards(out, { dataset, edition, units }, { index: 1, count: 1 }, 'v1', () => undefined)
    }
    try {
      expect(await write(8)).toBe(samples.length)
      expect(await write(8)).toBe(0)
      expect(await write(9)).toBe(samples.length)
      for (const task of new Set(samples.map((sample) => sample.task)))
        expect((await readdir(join(out, task))).toSorted()).toEqual([
          'phantom.train.csv',
          'phantom.train.npz',
        ])
    } finally {
      await rm(out, { recursive: true })
    }
  })
})
