import { describe, expect, it } from 'vitest'
import { checkAge, checkSimulated } from '../../src/scope/check-patient.ts'

describe('checkAge', () => {
  it('withholds everything under 18, and says nothing where the header is silent', () => {
    expect(checkAge({ patientAgeYears: 17 })).toMatchObject([{ effect: 'withhold', touches: 'all' }])
    expect(checkAge({ patientAgeYears: 18 })).toEqual([])
    expect(checkAge({ patientAgeYears: undefined })).toEqual([])
  })
})

describe('checkSimulated', () => {
  it('marks the study of nobody', () => {
    expect(checkSimulated({ patientId: 'CAUDA-SIM-7' })).toMatchObject([{ effect: 'mark', touches: 'all' }])
    expect(checkSimulated({ patientId: 'P1' })).toEqual([])
    expect(checkSimulated({ patientId: undefined })).toEqual([])
  })
})
