import { describe, expect, it } from 'vitest'
import type { SeriesRole } from '../../src/domain/study.ts'
import { checkContrast } from '../../src/scope/check-contrast.ts'
import { study } from '../review/fixtures.ts'

function said(role: SeriesRole, description: string, contrastAgent?: string): readonly string[] {
  const stacks = study().stacks.map((stack) => ({
    ...stack,
    description,
    ...(contrastAgent !== undefined && { contrastAgent }),
  }))
  const roles = [{ role, stackIds: ['stack'], why: [] }]
  return checkContrast({ stacks }, roles).map(({ diagnostic, effect }) => `${diagnostic.code} ${effect}`)
}

describe('checkContrast', () => {
  it.each([
    ['T1 SAG', undefined],
    ['SAG T1 TSE', 'NONE'],
    ['T1 sag', ''],
    ['Sag T1 CEMRA planning', undefined],
    ['T1 FSE sag', undefined],
    ['sag t1 we do not know', undefined],
  ])('has nothing to say of "%s" (agent %s)', (description, agent) => {
    expect(said('sagittal_t1', description, agent)).toEqual([])
  })

  it.each([
    ['T1 SAG GD', undefined],
    ['t1_tse_sag_km', undefined],
    ['SAG T1 POST CONTRAST', undefined],
    ['T1 +C', undefined],
    ['T1 SAG', 'Gadovist'],
  ])('marks "%s" (agent %s)', (description, agent) => {
    expect(said('sagittal_t1', description, agent)).toEqual(['review.contrast-agent mark'])
  })

  it.each(['T1 FS SAG', 'T1 TSE fatsat', 'T1_SPIR', 'T1 fat sat'])(
    'withholds the foramina of "%s"',
    (description) => {
      expect(said('sagittal_t1', description)).toEqual(['review.fat-saturated withhold'])
      expect(said('sagittal_t2', description)).toEqual([])
    },
  )

  it('touches the cells that are read on the series, and no others', () => {
    const roles = [{ role: 'sagittal_t1' as const, stackIds: ['stack'], why: [] }]
    const stacks = study().stacks.map((stack) => ({ ...stack, description: 'T1 GD' }))
    const [check] = checkContrast({ stacks }, roles)
    expect(check?.touches).toHaveLength(10)
    expect(String(check?.touches)).not.toContain('canal')
  })
})
