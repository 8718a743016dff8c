import { describe, expect, it } from 'vitest'
import { distance } from '../../src/domain/geometry.ts'
import type { PatientPoint } from '../../src/domain/geometry.ts'
import { distanceToPlane, imageToPatient, isOnImage } from '../../src/domain/image-geometry.ts'
import { crossLine } from '../../src/viewer/cross-line.ts'
import { acquisition, goldens } from './goldens.ts'
import { geometryOf } from './images.ts'

const TOLERANCE_MM = 0.01

describe('crossLine', () => {
  it.each(goldens.acquisitions.map(({ name }) => name))('agrees with numpy on: %s', (name) => {
    const image = acquisition(name)
    const lines = goldens.crossLines.filter((line) => line.image === name)
    expect(lines.length).toBe(goldens.acquisitions.length - 1)
    for (const { other, endsMm } of lines) {
      const line = crossLine(image, acquisition(other))
      if (!endsMm) {
        expect(line, other).toBeUndefined()
        continue
      }
      const found = line!.map((point) => imageToPatient(image, point)) as [PatientPoint, PatientPoint]
      const straight = distance(found[0], endsMm[0]) + distance(found[1], endsMm[1])
      const crossed = distance(found[0], endsMm[1]) + distance(found[1], endsMm[0])
      expect(Math.min(straight, crossed), other).toBeLessThan(TOLERANCE_MM)
    }
  })

  it('meets at the same patient points from both images', () => {
    let met = 0
    for (const a of goldens.acquisitions) {
      for (const b of goldens.acquisitions) {
        const [onA, onB] = [crossLine(a, b), crossLine(b, a)]
        expect(onA === undefined).toBe(onB === undefined)
        if (!onA || !onB) continue
        met++
        const endsA = onA.map((point) => imageToPatient(a, point))
        const endsB = onB.map((point) => imageToPatient(b, point))
        for (const end of endsA) {
          expect(Math.min(...endsB.map((other) => distance(end, other)))).toBeLessThan(0.5)
          expect(Math.abs(distanceToPlane(b, end))).toBeLessThan(1e-6)
        }
        for (const [column, row] of onA) {
          const nudged = [Math.min(Math.max(column, -0.5), a.columns - 0.5), row] as const
          expect(Math.abs(nudged[0] - column)).toBeLessThan(1e-6)
          expect(isOnImage(a, [nudged[0], Math.min(Math.max(row, -0.5), a.rows - 0.5)])).toBe(true)
        }
      }
    }
    expect(met).toBeGreaterThan(200)
  })

  it('does not exist between parallel planes, nor where the images do not reach each other', () => {
    const axial = geometryOf()
    expect(crossLine(axial, geometryOf({ position: [0, 0, 5] }))).toBeUndefined()
    const sagittalBeside = geometryOf({
      columnDirection: [0, 1, 0],
      rowDirection: [0, 0, -1],
      position: [500, 0, 40],
    })
    expect(crossLine(axial, sagittalBeside)).toBeUndefined()
    const sagittalAbove = { ...sagittalBeside, position: [50, 0, 300] as const }
    expect(crossLine(axial, sagittalAbove)).toBeUndefined()
  })
})
