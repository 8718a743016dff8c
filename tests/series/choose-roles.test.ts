import { describe, expect, it } from 'vitest'
import type { SeriesRole } from '../../src/domain/study.ts'
import type { Instance } from '../../src/intake/instance/instance.ts'
import { buildStudies } from '../../src/series/build-studies.ts'
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

  it('takes T1 before contrast agent where there is one', () => {
    const before = makeSagittal(15, { series: 'a', description: 'SAG T1' })
    const after = makeSagittal(15, { series: 'b', description: 'SAG T1 POST GAD' })
    expect(study([...after, ...before]).series('sagittal_t1')).toEqual(['a'])
    expect(study(after).series('sagittal_t1')).toEqual(['b'])
  })

  it('prefers plain T2 to STIR, then the wider, the denser and the finer series, whatever their number', () => {
    const stir = makeSagittal(15, { series: 'stir', description: 'SAG STIR' })
    const narrow = makeSagittal(11, { series: 'narrow', description: 'SAG T2', seriesNumber: 9 })
    const dense = makeSagittal(15, { series: 'dense', description: 'SAG T2', seriesNumber: 2 })
    const sparse = makeSagittal(11, { series: 'sparse', description: 'SAG T2', seriesNumber: 8 }, 5.6)
    const coarse = makeSagittal(15, {
      series: 'coarse',
      description: 'SAG T2',
      seriesNumber: 7,
      spacingMm: 0.9,
    })
    const chosen = study([...stir, ...narrow, ...sparse, ...coarse, ...dense])
    expect(chosen.series('sagittal_t2')).toEqual(['dense'])
    expect(chosen.roles[0]!.why.at(-1)).toEqual({
      kind: 'best-quality',
      rivals: 4,
      extentMm: 56,
      gapMm: 4,
      pixelMm: 0.6,
    })
    expect(study([...stir, ...narrow]).series('sagittal_t2')).toEqual(['narrow'])
    expect(study([...narrow, ...sparse]).series('sagittal_t2')).toEqual(['sparse'])
    expect(study([...coarse, ...sparse]).series('sagittal_t2')).toEqual(['coarse'])
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

/** Five axial slices on a disc, and the sagittal series, that lie so much higher. */
function region(name: string, height: number, slices = 15): readonly Instance[] {
  const raised = (instances: readonly Instance[]) =>
    instances.map((instance) => ({
      ...instance,
      frames: instance.frames.map((frame) => {
        const [x, y, z] = frame.geometry!.position
        return { ...frame, geometry: { ...frame.geometry!, position: [x, y, z + height] as const } }
      }),
    }))
  return raised([
    ...makeSagittal(slices, { series: `${name} t2`, description: 'SAG T2' }),
    ...makeSagittal(15, { series: `${name} t1`, description: 'SAG T1' }),
    ...makeAxial(5, { series: `${name} axial`, description: 'AX T2' }, 40),
  ])
}

describe('chooseRoles, where a study shows several regions', () => {
  it('takes the lowest region that has all series, whatever the number of its slices', () => {
    const { series, codes } = study([...region('upper', 420, 21), ...region('lower', 0)])
    expect(series('sagittal_t2')).toEqual(['lower t2'])
    expect(series('sagittal_t1')).toEqual(['lower t1'])
    expect(series('axial_t2')).toEqual(['lower axial'])
    expect(codes).toEqual([])
  })

  it('takes the sagittal T2 that lies where the other roles do', () => {
    const lumbar = region('lumbar', 0)
    const upper = region('upper', 480, 21).filter(({ seriesInstanceUid }) => seriesInstanceUid === 'upper t2')
    expect(study([...upper, ...lumbar]).series('sagittal_t2')).toEqual(['lumbar t2'])
    const sacrum = region('sacrum', -300).filter(({ seriesInstanceUid }) => seriesInstanceUid === 'sacrum t2')
    expect(study([...sacrum, ...lumbar]).series('sagittal_t2')).toEqual(['lumbar t2'])
  })

  it('gives no role to a series that lies elsewhere than the sagittal T2, and says how far', () => {
    const sagittal = region('a', 0).filter(({ seriesInstanceUid }) => seriesInstanceUid === 'a t2')
    const axial = region('b', 300).filter(({ seriesInstanceUid }) => seriesInstanceUid === 'b axial')
    const { series, diagnostics } = study([...sagittal, ...axial])
    expect(series('axial_t2')).toEqual([])
    expect(diagnostics).toContainEqual({
      code: 'series.elsewhere',
      severity: 'warning',
      subject: 'AX T2',
      fields: { role: 'axial_t2', distanceMm: 309 },
    })
  })

  it('does not compare heights of two frames of reference', () => {
    const sagittal = makeSagittal(15, { series: 'a', description: 'SAG T2', frameOfReference: '1.1' })
    const axial = makeAxial(5, { series: 'b', description: 'AX T2', frameOfReference: '1.2' }, 900)
    expect(study([...sagittal, ...axial]).series('axial_t2')).toEqual(['b'])
  })

  it('believes the series before the study: a cervical series of a "lumbar" request is cervical', () => {
    const options = { studyDescription: 'MRI CERVICAL AND LUMBAR SPINE' }
    const neck = makeSagittal(15, { ...options, series: 'neck', description: 'SAG T2 C-SPINE' })
    const back = makeSagittal(11, { ...options, series: 'back', description: 'SAG T2 L-SPINE' })
    const { series, diagnostics } = study([...neck, ...back])
    expect(series('sagittal_t2')).toEqual(['back'])
    expect(diagnostics.at(-1)).toMatchObject({
      code: 'series.left-aside',
      subject: 'SAG T2 C-SPINE',
      fields: { reason: 'cervical spine' },
    })
    expect(
      study(makeSagittal(15, { ...options, series: 'a', description: 'SAG T2' })).series('sagittal_t2'),
    ).toEqual(['a'])
  })

  it('takes no series of another patient beside the sagittal T2', () => {
    const { series, codes } = study([
      ...makeSagittal(15, { series: 'a', description: 'SAG T2', patientId: 'P1' }),
      ...makeSagittal(15, { series: 'b', description: 'SAG T1', patientId: 'P2' }),
    ])
    expect([series('sagittal_t2'), series('sagittal_t1')]).toEqual([['a'], []])
    expect(codes).toContain('series.several-patients')
  })
})

describe('chooseRoles, by words and times', () => {
  it.each([
    ['SAG T2 FRFSE ARC2', 102, 3400, 'sagittal_t2'],
    ['SAG T1 FSE REPEAT2', 10, 560, 'sagittal_t1'],
    ['SagT2 PAT2', 102, 3400, 'sagittal_t2'],
    ['t2_tse_sag_p2', 102, 3400, 'sagittal_t2'],
    ['sT2W_TSE', 102, 3400, 'sagittal_t2'],
    ['SAG PD/T2 FSE', 100, 2600, 'sagittal_t2'],
    ['SAG T2 SPINE REQUEST', undefined, undefined, 'sagittal_t2'],
    ['SAG T1 FLAIR', 22, 2200, 'sagittal_t1'],
  ] as const)(
    'reads %s of TE %s ms and TR %s ms without objection',
    (description, echoTimeMs, repetitionTimeMs, role) => {
      const times = echoTimeMs === undefined ? {} : { echoTimeMs, repetitionTimeMs }
      const { series, diagnostics } = study(makeSagittal(15, { series: 'a', description, ...times }))
      expect(series(role)).toEqual(['a'])
      expect(diagnostics.map(({ code }) => code)).not.toContain('series.weighting-contradicted')
    },
  )

  it.each([
    ['SAG T2', 10, 560, 'sagittal_t1', 'T2', 'T1'],
    ['SAG T1', 102, 3400, 'sagittal_t2', 'T1', 'T2'],
    ['SAG PD', 102, 3400, 'sagittal_t2', 'PD', 'T2'],
  ] as const)(
    'believes the times of a spin echo before "%s", and says so',
    (description, echoTimeMs, repetitionTimeMs, role, described, timed) => {
      const { series, diagnostics } = study(
        makeSagittal(15, { series: 'a', description, echoTimeMs, repetitionTimeMs }),
      )
      expect(series(role)).toEqual(['a'])
      expect(diagnostics).toContainEqual({
        code: 'series.weighting-contradicted',
        severity: 'warning',
        subject: description,
        fields: { described, timed, echoTimeMs, repetitionTimeMs },
      })
    },
  )

  it('takes the second echo of a dual echo series for the T2, and the first for neither', () => {
    const echoes = [15, 100].flatMap((echoTimeMs) =>
      makeSagittal(15, { series: 'a', description: 'SAG PD/T2 FSE', echoTimeMs, repetitionTimeMs: 2600 }),
    )
    const { roles, stacks } = study(echoes)
    expect(roles.map(({ role }) => role)).toEqual(['sagittal_t2'])
    expect(stacks.map(({ id }) => id)).toEqual(['a/1', 'a/2'])
    expect(roles[0]!.stackIds).toEqual(['a/2'])
  })

  it('does not let the times of a gradient echo speak for a weighting', () => {
    const { series } = study(
      makeSagittal(15, {
        series: 'a',
        description: 'SAG T2 CISS',
        echoTimeMs: 2.5,
        repetitionTimeMs: 6,
        scanningSequence: ['GR'],
      }),
    )
    expect(series('sagittal_t2')).toEqual(['a'])
  })

  it.each([
    [
      'GE',
      [
        ['WATER: Sag T2 FLEX', 'WATER'],
        ['InPhase: Sag T2 FLEX', 'IN_PHASE'],
        ['OutPhase: Sag T2 FLEX', 'OUT_PHASE'],
        ['FAT: Sag T2 FLEX', 'FAT'],
      ],
    ],
    [
      'Siemens',
      [
        ['t2_tse_dixon_sag_W', 'W'],
        ['t2_tse_dixon_sag_in', ''],
        ['t2_tse_dixon_sag_opp', ''],
        ['t2_tse_dixon_sag_F', ' f '],
      ],
    ],
  ] as const)(
    'takes the in-phase image of a Dixon acquisition as %s writes it, and never the fat image',
    (_, images) => {
      const all = images.map(([description, type], index) =>
        makeSagittal(15, {
          series: `${index}`,
          description,
          imageType: ['DERIVED', 'SECONDARY', 'DIXON', type],
        }),
      )
      expect(study(all.flat()).series('sagittal_t2')).toEqual(['1'])
      expect(study([...all[0]!, ...all[2]!, ...all[3]!]).series('sagittal_t2')).toEqual(['0'])
      expect(study(all[3]!).codes).toEqual([
        'series.no-sagittal-t2',
        'series.no-sagittal-t1',
        'series.no-axial-t2',
        'series.left-aside',
      ])
    },
  )
})
