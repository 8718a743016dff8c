import { describe, expect, it } from 'vitest'
import { LEVELS } from '../../src/domain/level.ts'
import { checkScope } from '../../src/review/scope-gate.ts'
import { analysis, located, study } from './fixtures.ts'

const complete = { ...analysis(), complete: true, shift: 0 }
const all = LEVELS.map((level) => located(level))
const codes = (scope: Partial<Parameters<typeof checkScope>[0]>) =>
  checkScope({ study: study(), studies: [study()], reading: complete, levels: all, ...scope }).map(
    ({ code }) => code,
  )

describe('the scope gate', () => {
  it('has nothing to say of an adult with five discs in line', () => {
    expect(codes({})).toEqual([])
  })
  it('says that models do not apply under 18', () => {
    expect(codes({ study: { ...study(), patientAgeYears: 17 } })).toEqual(['review.not-adult'])
    expect(codes({ study: { ...study(), patientAgeYears: 18 } })).toEqual([])
  })
  it('names missing levels once the analysis is complete', () => {
    const four = all.slice(1)
    expect(codes({ levels: four })).toEqual(['review.levels-missing'])
    expect(codes({ levels: four, reading: { ...complete, complete: false } })).toEqual([])
  })
  it('tells a bent spine from a tilted one', () => {
    const tilted = LEVELS.map((level, index) => located(level, index * 10))
    const bent = LEVELS.map((level, index) => located(level, index === 2 ? 12 : 0))
    expect(codes({ levels: tilted })).toEqual([])
    expect(codes({ levels: bent })).toEqual(['review.scoliosis'])
  })
  it('tells several patients from several studies of one', () => {
    expect(codes({ studies: [study('1'), study('2')] })).toEqual(['review.several-studies'])
    expect(codes({ studies: [study('1'), { ...study('2'), patientId: 'P2' }] })).toEqual([
      'review.several-patients',
    ])
  })
})
