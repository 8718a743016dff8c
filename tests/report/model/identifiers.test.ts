import { describe, expect, it } from 'vitest'
import { identifierBlanker } from '../../../src/report/model/identifiers.ts'
import { sampleStudy } from '../fixture.ts'

const blank = identifierBlanker(sampleStudy())

describe('identifierBlanker', () => {
  it.each([
    ['T2 sag Müller', 'T2 sag [omitted]'],
    ['MÜLLER_änne/IM1', '[omitted]_[omitted]/IM1'],
    ['Müllerian duct', 'Müllerian duct'],
    ['seen with 小東さん', 'seen with [omitted]さん'],
    ['PID-0815, ACC-77, born 19640702', '[omitted], [omitted], born [omitted]'],
    ['PID-08151', 'PID-08151'],
    ['sent by Dr. Gräf, S-4711', 'sent by Dr. [omitted], [omitted]'],
    ...[
      '1964-07-02',
      '02.07.1964',
      '2.7.64',
      '2. 7. 1964',
      '07/02/1964',
      '02/07/64',
      '2 July 1964',
      'July 2nd, 1964',
      '2. Juli 1964',
      '02-JUL-1964',
    ].map((date) => [`born ${date}, seen`, 'born [omitted], seen']),
    ['on 12.07.1964 and 02.08.1964', 'on 12.07.1964 and 02.08.1964'],
  ])('%s', (text, blanked) => {
    expect(blank(text)).toBe(blanked)
  })

  it('leaves text alone when the study names nobody', () => {
    const nobody = identifierBlanker({
      ...sampleStudy(),
      patientName: undefined,
      patientId: '',
      accessionNumber: undefined,
      studyId: '',
      referringPhysicianName: '',
      patientBirthDate: undefined,
    })
    expect(nobody('anything at all')).toBe('anything at all')
  })
})
