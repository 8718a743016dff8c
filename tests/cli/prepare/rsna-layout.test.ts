import { describe, expect, it } from 'vitest'
import { rsnaLayoutSource, splitOf } from '../../../cli/prepare/rsna-layout.ts'
import type { Sample } from '../../../cli/datasets/sample.ts'
import { LEVELS } from '../../../src/domain/level.ts'
import { sharedData } from '../../shared-data.ts'

const folder = sharedData('rsna-mini')
if (folder === undefined) console.log('skipped: the RSNA study of ../shared/data/rsna-mini is not here')

describe('splitOf', () => {
  it('is the split that data/README.md defines', () => {
    // int(sha256("100206310"), 16) % 100 = 29
    expect(splitOf('100206310')).toBe('train')
  })
})

describe.skipIf(folder === undefined)('the RSNA folder layout', () => {
  it('gives every labelled level of a study, the right grades on the right side', async () => {
    const source = await rsnaLayoutSource(folder as string)
    expect(source.units.map(({ key }) => key)).toEqual(['100206310'])
    const samples = (await source.units[0]?.samples()) ?? []
    const of = (task: string) => samples.filter((sample) => sample.task === task)
    const label = (sample: Sample, name: string) => sample.labels[name]?.data[0]
    const gradesOf = (list: readonly Sample[], name: string) =>
      LEVELS.map((level) => {
        const found = list.find(({ origin }) => origin.level === level)
        return found && label(found, name)
      })
    // From train.csv, as indices into the grades.
    expect(gradesOf(of('grade-disc'), 'canal')).toEqual([0, 0, 1, 2, 0])
    expect(gradesOf(of('grade-axial'), 'left')).toEqual([0, 0, 1, 2, 1])
    expect(gradesOf(of('grade-axial'), 'right')).toEqual([0, 0, 1, 1, 1])
    const graded = (task: string, name: string) =>
      of(task).filter((sample) => sample.origin.side === name && label(sample, 'grade') !== -1)
    const side = (name: string) => graded('grade-foramen', name)
    expect(gradesOf(side('left'), 'grade')).toEqual([0, 1, 1, 2, 1])
    expect(gradesOf(side('right'), 'grade')).toEqual([1, 1, 2, 1, 0])
    const onT2 = graded('grade-foramen-t2', 'right')
    expect(gradesOf(onT2, 'grade')).toEqual([1, 1, 2, 1, 0])
    expect(onT2.map(({ origin }) => origin.file.split('/').at(-2))).toEqual(Array(5).fill('1792451510'))
  }, 120_000)

  it('shows each foramen on its own slice and, ungraded, on the other labelled slices of its side', async () => {
    const source = await rsnaLayoutSource(folder as string)
    const samples = ((await source.units[0]?.samples()) ?? []).filter(({ task }) => task === 'grade-foramen')
    const named = ({ origin }: Sample) => `${origin.side} ${origin.level}`
    const filesOf = (list: readonly Sample[]) => new Set(list.map(({ origin }) => origin.file)).size
    const own = samples.filter(({ labels }) => labels['slice']?.data[0] === 1)
    expect(new Set(own.map(named)).size).toBe(10)
    expect(own).toHaveLength(10)
    expect(own.every(({ labels }) => (labels['grade']?.data[0] as number) >= 0)).toBe(true)
    for (const name of ['left', 'right']) {
      const here = samples.filter(({ origin }) => origin.side === name)
      const slices = filesOf(here)
      expect(slices).toBeGreaterThan(1)
      const beside = here.filter(({ labels }) => labels['slice']?.data[0] === 0)
      expect(beside).toHaveLength(5 * (slices - 1))
      expect(beside.every(({ labels }) => labels['grade']?.data[0] === -1)).toBe(true)
    }
  }, 120_000)

  it('looks at the middle of each crop where the label lies', async () => {
    const source = await rsnaLayoutSource(folder as string)
    const samples = (await source.units[0]?.samples()) ?? []
    const axial = samples.filter(({ task }) => task === 'locate-axial')
    expect(axial).toHaveLength(5)
    for (const { labels, view } of axial) {
      const points = labels['points']?.data ?? []
      const [rightX = NaN, , leftX = NaN, , canalX = NaN, canalY = NaN] = points
      // The patient's right is on the left of the picture, and the canal is in the middle of it.
      expect(rightX).toBeLessThan(leftX)
      expect(canalX).toBeCloseTo((view.columns - 1) / 2, 4)
      expect(canalY).toBeCloseTo((view.rows - 1) / 2, 4)
    }
  }, 120_000)
})
