import { describe, expect, it } from 'vitest'
import type { Instance } from '../../src/intake/instance/instance.ts'
import { buildStudies } from '../../src/series/build-studies.ts'
import { makeAxial, makeSagittal } from './make-instance.ts'
import type { InstanceOptions } from './make-instance.ts'

/** A SeriesInstanceUID of its own for each slice. */
function splitUp(instances: readonly Instance[]): readonly Instance[] {
  return instances.map((instance, index) => {
    const seriesInstanceUid = `${instance.seriesInstanceUid}.${index + 1}`
    return { ...instance, seriesInstanceUid, id: `${seriesInstanceUid}/${instance.sopInstanceUid}` }
  })
}

const T2: InstanceOptions = { series: 't2', seriesNumber: 3, description: 'SAG T2', frameOfReference: '9' }

describe('parts of one series under several UIDs', () => {
  it('come together where number, description and frame of reference are the same', () => {
    const axial = { ...T2, series: 'ax', seriesNumber: 5, description: 'AX T2' }
    const discs = [100, 60].flatMap((from, disc) =>
      makeAxial(4, { ...axial, orientation: [1, 0, 0, 0, Math.cos(disc / 5), Math.sin(disc / 5)] }, from),
    )
    const [study] = buildStudies([...splitUp(makeSagittal(9, T2)), ...splitUp(discs)]).studies
    expect(study!.stacks.map(({ images }) => images.length)).toEqual([9, 4, 4])
    expect(new Set(study!.stacks.map(({ id }) => id)).size).toBe(3)
    expect(study!.roles.map(({ role, stackIds }) => [role, stackIds.length])).toEqual([
      ['sagittal_t2', 1],
      ['axial_t2', 2],
    ])
    expect(study!.stacks.flatMap(({ diagnostics }) => diagnostics)).toEqual([
      { code: 'series.joined', severity: 'info', subject: 'SAG T2', fields: { series: 9, images: 9 } },
      { code: 'series.joined', severity: 'info', subject: 'AX T2', fields: { series: 8, images: 8 } },
    ])
    // Each image keeps the UID that an archive knows it by.
    expect(study!.stacks[0]!.images.map(({ origin }) => origin!.seriesInstanceUid)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `t2.${n}`),
    )
  })

  it.each([
    ['number', { seriesNumber: 4 }],
    ['description', { description: 'SAG T2 again' }],
    ['frame of reference', { frameOfReference: '8' }],
    ['acquisition of the same places', {}],
  ] as const)('stay apart with another %s', (what, options) => {
    const second = makeSagittal(5, { ...T2, ...options, series: 'b' })
    const [study] = buildStudies([...makeSagittal(5, T2), ...second]).studies
    const stacks = study!.stacks.map(
      ({ seriesInstanceUid, images }) => `${seriesInstanceUid} ${images.length}`,
    )
    expect(stacks.sort()).toEqual(['b 5', 't2 5'])
    expect(new Set(study!.stacks.map(({ id }) => id)).size).toBe(2)
    expect(study!.stacks.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual(
      what.startsWith('acquisition') ? ['series.repeated'] : [],
    )
  })

  it('a series whose headers differ in description stays one', () => {
    const renamed = makeSagittal(6, T2).map((instance, index) =>
      index % 2 ? instance : { ...instance, series: { ...instance.series, description: 'SAG T2 *' } },
    )
    expect(buildStudies(renamed).studies[0]!.stacks.map(({ images }) => images.length)).toEqual([6])
  })
})

describe('parts of one study under several UIDs', () => {
  const EXAMINATION: InstanceOptions = { studyDate: '2026-01-05', studyTime: '101500', frameOfReference: '9' }
  const t1 = { ...EXAMINATION, study: '1.1', series: 't1', description: 'SAG T1' }
  const t2 = { ...EXAMINATION, study: '1.2', series: 't2', description: 'SAG T2' }

  it('come together where patient, date, time and frame of reference are the same', () => {
    const { studies } = buildStudies([...makeSagittal(5, t1), ...makeSagittal(5, t2)])
    expect(studies).toHaveLength(1)
    const [study] = studies
    expect(study!.roles.map(({ role }) => role)).toEqual(['sagittal_t2', 'sagittal_t1'])
    expect(study!.studyInstanceUid).toBe('1.2') // that of the sagittal T2
    expect(study!.diagnostics).toContainEqual({
      code: 'series.studies-joined',
      severity: 'info',
      subject: '',
      fields: { studies: 2 },
    })
    const [image] = study!.stacks.find(({ description }) => description === 'SAG T1')!.images
    expect(image!.origin).toEqual({ studyInstanceUid: '1.1', seriesInstanceUid: 't1' })
  })

  it.each([
    ['patient', { patientId: 'P2' }],
    ['date', { studyDate: '2025-01-05' }],
    ['time', { studyTime: '161500' }],
    ['frame of reference', { frameOfReference: '8' }],
  ])('stay apart with another %s', (_, options) => {
    expect(
      buildStudies([...makeSagittal(5, { ...t1, ...options }), ...makeSagittal(5, t2)]).studies,
    ).toHaveLength(2)
  })

  it('stay apart where no frame of reference says that they belong together', () => {
    const both = [...makeSagittal(5, t1), ...makeSagittal(5, t2)].map((instance) => ({
      ...instance,
      frameOfReferenceUid: undefined,
    }))
    expect(buildStudies(both).studies).toHaveLength(2)
  })
})

describe('the age of the patient', () => {
  it.each([
    [undefined, '2010-03-02', '2026-03-01', 15],
    [undefined, '2010-03-01', '2026-03-01', 16],
    [undefined, undefined, '2026-03-01', undefined],
    [61, '2010-03-01', '2026-03-01', 61],
  ])('PatientAge %s, born %s, examined %s: %s', (ageYears, birthDate, studyDate, years) => {
    const instances = makeSagittal(3, { studyDate }).map((instance) => ({
      ...instance,
      patient: { ...instance.patient, ageYears, birthDate },
    }))
    expect(buildStudies(instances).studies[0]!.patientAgeYears).toBe(years)
  })
})
