import { describe, expect, it } from 'vitest'
import { add, interpolate } from '../../src/domain/geometry.ts'
import type { PatientPoint } from '../../src/domain/geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { mapBetweenSpines } from '../../src/viewer/spine-map.ts'
import type { Spine } from '../../src/viewer/spine-map.ts'

const lordosis = [0, 4, 6, 3, -5]
const now: Spine = LEVELS.map((level, index) => ({ level, centre: [1, lordosis[index]!, 70 - 35 * index] }))
const moved: PatientPoint = [-12, 30, -140]
const then: Spine = now.map(({ level, centre }) => ({ level, centre: add(centre, moved) }))

describe('a place in another examination', () => {
  it('moves with the spine, discs, vertebrae, sides, above and below', () => {
    const l3 = interpolate(now[1]!.centre, now[2]!.centre, 0.5)
    for (const point of [now[3]!.centre, l3, add(l3, [22, 15, 2]), [0, 0, 130], [0, -20, -110]] as const) {
      const mapped = mapBetweenSpines(point, now, then)!
      for (const axis of [0, 1, 2]) expect(mapped[axis]).toBeCloseTo(add(point, moved)[axis]!, 9)
    }
  })

  it('keeps a level a level where the discs have come closer', () => {
    const shrunk: Spine = now.map(({ level, centre: [x, y, z] }) => ({ level, centre: [x, y, z * 0.9] }))
    const between = interpolate(now[3]!.centre, now[4]!.centre, 0.25)
    const wanted = interpolate(shrunk[3]!.centre, shrunk[4]!.centre, 0.25)
    const mapped = mapBetweenSpines(between, now, shrunk)!
    for (const axis of [0, 1, 2]) expect(mapped[axis]).toBeCloseTo(wanted[axis]!, 9)
  })

  it('keeps the patient’s left on the left', () => {
    expect(mapBetweenSpines([20, 0, 0], now, then)![0]).toBeCloseTo(20 + moved[0], 9)
  })

  it('needs two discs that both have', () => {
    expect(mapBetweenSpines([0, 0, 0], now, then.slice(0, 1))).toBeUndefined()
    expect(mapBetweenSpines([0, 0, 0], now.slice(0, 2), then.slice(2))).toBeUndefined()
    expect(mapBetweenSpines([0, 0, 0], now.slice(0, 3), then.slice(1))).toBeDefined()
  })
})
