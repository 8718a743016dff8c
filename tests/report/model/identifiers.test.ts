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
  ])('%s', (text, blanked) => {
    expect(blank(text)).toBe(blanked)
  })

  it('leaves text alone when the study names nobody', () => {
    const nobody = identifierBlanker({
      ...sampleStudy(),
      patientName: undefined,
      patientId: '',
      accessionNumber: undefined,
      patientBirthDate: undefined,
    })
    expect(nobody('anything at all')).toBe('anything at all')
  })
})
