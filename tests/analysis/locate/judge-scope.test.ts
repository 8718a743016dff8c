import { describe, expect, it } from 'vitest'
import { judgeScope } from '../../../src/analysis/locate/judge-scope.ts'
import type { ScopedSlice } from '../../../src/analysis/locate/judge-scope.ts'

const SPEC = {
  name: 'scope',
  target: 'scope',
  labels: ['sagittal_t1', 'sagittal_t2'],
  activation: 'linear',
} as const

/** A slice of one series with its distance from T1 and from T2. */
function seen(t1: number, t2: number): ScopedSlice {
  return { stack: { id: 'series' }, scope: { spec: SPEC, values: Float32Array.of(t1, t2) } }
}

describe('judgeScope', () => {
  it('judges a series by its nearest slice, against its own role', () => {
    const slices = [seen(3, 1.5), seen(2, 0.75), seen(2.5, 1.25)]
    expect(judgeScope(slices, 'sagittal_t2')).toEqual({
      role: 'sagittal_t2',
      stackId: 'series',
      distance: 0.75,
      inDistribution: true,
    })
    expect(judgeScope(slices, 'sagittal_t1')).toMatchObject({ distance: 2, inDistribution: false })
  })

  it('says nothing where the pack cannot tell, or knows no such role, or nothing was seen', () => {
    expect(judgeScope([{ ...seen(1, 1), scope: undefined }], 'sagittal_t2')).toBeUndefined()
    expect(judgeScope([seen(1, 1)], 'axial_t2')).toBeUndefined()
    expect(judgeScope([], 'sagittal_t2')).toBeUndefined()
  })
})
