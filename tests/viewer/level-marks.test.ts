import { describe, expect, it } from 'vitest'
import type { PatientPoint } from '../../src/domain/geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { boxCorners, boxCornersOn, labelOf, labelOn, spineLabels } from '../../src/viewer/level-marks.ts'
import { geometryOf } from './images.ts'

const sagittal = geometryOf({
  position: [0, -50, 100],
  columnDirection: [0, 1, 0],
  rowDirection: [0, 0, -1],
  columns: 200,
  rows: 250,
})
const levels = LEVELS.map((level, index) => {
  const centre: PatientPoint = [1, 10 + index, 60 - 34 * index]
  return { level, centre }
})

describe('level boxes', () => {
  it('have their corners clockwise from the left upper one', () => {
    expect(boxCorners([10, 20, 30, 15])).toEqual([
      [10, 20],
      [40, 20],
      [40, 35],
      [10, 35],
    ])
  })

  it('are carried to a neighbour with other pixels and the other direction of columns', () => {
    const reversed = {
      ...sagittal,
      position: [6, 149, 100] as const,
      columnDirection: [0, -1, 0] as const,
      columnSpacingMm: 0.5,
      rowSpacingMm: 0.5,
    }
    expect(boxCornersOn(reversed, [10, 20, 30, 15], sagittal)).toEqual([
      [378, 40],
      [318, 40],
      [318, 70],
      [378, 70],
    ])
  })

  it('are not drawn across planes', () => {
    expect(boxCornersOn(geometryOf(), [10, 20, 30, 15], sagittal)).toBeUndefined()
  })
})

describe('spineLabels', () => {
  it('names vertebrae and discs from head to foot, vertebrae midway between discs', () => {
    const labels = spineLabels(levels)
    expect(labels.map(({ name }) => name)).toEqual(
      'T12 T12/L1 L1 L1/L2 L2 L2/L3 L3 L3/L4 L4 L4/L5 L5 L5/S1 S1'.split(' '),
    )
    expect(labels[0]!.centre).toEqual([1, 8.5, 111])
    expect(labels[1]!.centre).toEqual([1, 9, 94])
    expect(labels[2]!.centre).toEqual([1, 9.5, 77])
    expect(labels[4]!.centre).toEqual([1, 10.5, 43])
    expect(labels[12]!.centre).toEqual([1, 14.5, -93])
  })

  it('leaves out what a missing disc leaves unknown', () => {
    const some = levels.filter(({ level }) => level !== 'l3_l4')
    expect(spineLabels(some).map(({ name }) => name)).toEqual(
      'T12 T12/L1 L1 L1/L2 L2 L2/L3 L4/L5 L5 L5/S1 S1'.split(' '),
    )
    expect(spineLabels([])).toEqual([])
  })
})

describe('a label on an image', () => {
  it('stands at the foot of the perpendicular, and tells how far off the plane it is', () => {
    const label = spineLabels(levels).find(({ name }) => name === 'L1/L2')!
    expect(labelOn(sagittal, label)).toEqual({ point: [60, 40], distanceMm: 1 })
    const small = { ...sagittal, columns: 20 }
    expect(labelOn(small, label)).toBeUndefined()
  })

  it('names an axial image for the disc or vertebra that it cuts', () => {
    const axialAt = (z: number): typeof sagittal => geometryOf({ position: [-40, -30, z] })
    expect(labelOf(axialAt(-41), spineLabels(levels))?.name).toBe('L4/L5')
    expect(labelOf(axialAt(-59), spineLabels(levels))?.name).toBe('L5')
    expect(labelOf(axialAt(-59), [])).toBeUndefined()
  })
})
