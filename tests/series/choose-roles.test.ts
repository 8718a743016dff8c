import { describe, expect, it } from 'vitest'
import type { SeriesRole } from '../../src/domain/study.ts'
import type { Instance } from '../../src/intake/instance/instance.ts'
import { buildStudies } from '../../src/series/build-studies.ts'
import { overrideRole } from '../../src/series/choose-roles.ts'
import { makeAxial, makeSagittal } from './make-instance.ts'

function study(instances: readonly Instance[]) {
  const [built] = buildStudies(instances).studies
  const series = (role: SeriesRole) =>
    built!.roles
      .find((choice) => choice.role === role)
      ?.stackIds.map((id) => id.slice(0, id.lastIndexOf('/'))) ?? []
  return { ...built!, series, codes: built!.diagnostics.map(({ code }) => code) }
}

describe('chooseRoles', () => {
  it('chooses by plane, then by description, and says why', () => {
    const { series, roles, codes } = study([
      ...makeSagittal(15, { series: 'a', description: 'T2' }),
      ...makeSagittal(15, { series: 'b', description: 'T1' }),
      ...makeAxial(30, { series: 'c', description: 'T2' }),
    ])
    expect([series('sagittal_t2'), series('sagittal_t1'), series('axial_t2')]).toEqual([['a'], ['b'], ['c']])
    expect(codes).toEqual([])
    expect(roles[0]!.why).toEqual([
      { kind: 'plane', plane: 'sagittal', tiltDegrees: 0 },
      { kind: 'description', text: 'T2', matched: 'T2' },
      { kind: 'only-candidate' },
    ])
  })

  it('chooses by timing where nothing is described', () => {
    const { series, roles } = study([
      ...makeSagittal(15, { series: 'a', echoTimeMs: 105, repetitionTimeMs: 3500 }),
      ...makeSagittal(15, { series: 'b', echoTimeMs: 10, repetitionTimeMs: 550 }),
    ])
    expect([series('sagittal_t2'), series('sagittal_t1')]).toEqual([['a'], ['b']])
    expect(roles[0]!.why[1]).toEqual({ kind: 'timing', echoTimeMs: 105, repetitionTimeMs: 3500 })
  })

  it.each([
    [
      'STIR by inversion time',
      { echoTimeMs: 60, repetitionTimeMs: 4000, inversionTimeMs: 150 },
      'sagittal_t2',
    ],
    [
      'T1 FLAIR by inversion time',
      { echoTimeMs: 9, repetitionTimeMs: 2200, inversionTimeMs: 860 },
      'sagittal_t1',
    ],
    ['TIRM by name', { description: 't2_tirm_sag_fs' }, 'sagittal_t2'],
  ] as const)('knows %s', (_, options, role) => {
    expect(study(makeSagittal(15, { series: 'a', ...options })).series(role)).toEqual(['a'])
  })

  it.each([
    ['a localizer by its kind', { description: 'T2 HASTE', imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }],
    ['a localizer by its name', { description: 'T2 LOC' }],
    ['a cervical spine', { description: 'SAG T2 C-SPINE' }],
    ['a thoracic spine', { description: 'SAG T2', bodyPart: 'TSPINE' }],
    ['another modality', { description: 'T2', modality: 'CT' }],
    ['a gradient echo', { description: 'SAG T2* MERGE' }],
    ['a proton density', { description: '', echoTimeMs: 15, repetitionTimeMs: 3000 }],
    ['a series of unknown weighting', { description: 'SAG' }],
    ['a subtraction', { description: 'T2', imageType: ['DERIVED', 'SECONDARY', 'SUBTRACT'] }],
  ] as const)('leaves %s aside', (_, options) => {
    const { series, codes } = study(makeSagittal(15, { series: 'a', ...options }))
    expect(series('sagittal_t2')).toEqual([])
    expect(codes).toContain('series.no-sagittal-t2')
  })

  it('does not take a lumbar study for a cervical one that names both', () => {
    expect(
      study(makeSagittal(15, { series: 'a', description: 'T2 THORACOLUMBAR' })).series('sagittal_t2'),
    ).toEqual(['a'])
  })

  it('takes T1 before contrast agent where there is one, and says so where there is not', () => {
    const before = makeSagittal(15, { series: 'a', description: 'SAG T1' })
    const after = makeSagittal(15, { series: 'b', description: 'SAG T1 POST GAD' })
    expect(study([...after, ...before]).series('sagittal_t1')).toEqual(['a'])
    const only = study(after)
    expect(only.series('sagittal_t1')).toEqual(['b'])
    expect(only.codes).toContain('series.after-contrast')
  })

  it('prefers plain T2 to STIR, and more images to fewer', () => {
    const { series } = study([
      ...makeSagittal(15, { series: 'stir', description: 'SAG STIR' }),
      ...makeSagittal(11, { series: 'few', description: 'SAG T2' }),
      ...makeSagittal(15, { series: 'full', description: 'SAG T2' }),
    ])
    expect(series('sagittal_t2')).toEqual(['full'])
  })

  it('gives the axial role all stacks of a series, and other series where they reach further', () => {
    const { series } = study([
      ...makeAxial(5, { series: 'a', description: 'AX T2' }, 100),
      ...makeAxial(5, { series: 'b', description: 'AX T2' }, 40),
      ...makeAxial(4, { series: 'again', description: 'AX T2' }, 100),
    ])
    expect([...series('axial_t2')].sort()).toEqual(['a', 'b'])
  })

  it('says what was found where there is no sagittal T2', () => {
    const { diagnostics } = study(makeAxial(20, { description: 'AX T2' }))
    const missing = diagnostics.find(({ code }) => code === 'series.no-sagittal-t2')
    expect(missing).toMatchObject({ severity: 'error', fields: { found: 'axial T2 (20 images)' } })
  })

  it('refuses a single slice', () => {
    expect(study(makeSagittal(1, { description: 'T2' })).codes).toContain('series.too-few-images')
  })
})

describe('overrideRole', () => {
  it('gives a role to what the reader says, or takes it away', () => {
    const { roles } = study(makeSagittal(15, { series: 'a', description: 'T2' }))
    const given = overrideRole(roles, 'sagittal_t1', ['x/1'])
    expect(given.map(({ role, stackIds }) => [role, ...stackIds])).toEqual([
      ['sagittal_t2', 'a/1'],
      ['sagittal_t1', 'x/1'],
    ])
    expect(given[1]!.why).toEqual([{ kind: 'reader' }])
    expect(overrideRole(given, 'sagittal_t2', []).map(({ role }) => role)).toEqual(['sagittal_t1'])
  })
})
