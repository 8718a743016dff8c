import { describe, expect, it } from 'vitest'
import type { SeriesRole, Stack } from '../../src/domain/study.ts'
import { checkContrast } from '../../src/scope/check-contrast.ts'
import { study } from '../review/fixtures.ts'

function said(role: SeriesRole, facts: Pick<Stack, 'contrastAgent' | 'isFatSaturated'>) {
  const stacks = study().stacks.map((stack) => ({ ...stack, description: 'SAG', ...facts }))
  return checkContrast({ stacks }, [{ role, stackIds: ['stack'], why: [] }])
}

const GIVEN = { contrastAgent: { agent: 'Gadovist', isContradicted: false } }

describe('checkContrast', () => {
  it('has nothing to say where no agent was given and fat has its signal', () => {
    expect(said('sagittal_t1', {})).toEqual([])
    expect(said('sagittal_t1', { isFatSaturated: false })).toEqual([])
  })

  it('marks what is read on a series after contrast agent, and no other cells', () => {
    const [check, ...others] = said('sagittal_t1', GIVEN)
    expect(others).toEqual([])
    expect(check).toMatchObject({
      effect: 'mark',
      diagnostic: { code: 'review.contrast-agent', subject: 'SAG', fields: { agent: 'Gadovist' } },
    })
    expect(check?.touches).toHaveLength(10)
    expect(String(check?.touches)).not.toContain('canal')
  })

  it('withholds the foramina of a fat-saturated T1, and of no other series', () => {
    const [check, ...others] = said('sagittal_t1', { isFatSaturated: true })
    expect(others).toEqual([])
    expect(check).toMatchObject({ effect: 'withhold', diagnostic: { code: 'review.fat-saturated' } })
    expect(check?.touches).toHaveLength(10)
    expect(said('sagittal_t2', { isFatSaturated: true })).toEqual([])
  })
})
