import { describe, expect, it } from 'vitest'
import type { Study } from '../../src/domain/study.ts'
import { isSamePatient, priorStudy } from '../../src/pipeline/prior-study.ts'
import { study } from '../review/fixtures.ts'

const on = (uid: string, date: string | undefined, changes: Partial<Study> = {}): Study => ({
  ...study(uid),
  date,
  ...changes,
})
const now = on('now', '2026-03-01')

describe('the study to compare with', () => {
  it('is the latest before, else the earliest after', () => {
    const [older, old, later, latest] = [
      on('older', '2020-01-01'),
      on('old', '2024-01-01'),
      on('later', '2026-04-01'),
      on('latest', '2026-09-01'),
    ]
    expect(priorStudy([older, now, latest, old], now)).toBe(old)
    expect(priorStudy([latest, now, later], now)).toBe(later)
    expect(priorStudy([now], now)).toBeUndefined()
  })

  it('is of the same patient, by number, name and birth date', () => {
    expect(isSamePatient(now, on('a', undefined))).toBe(true)
    expect(isSamePatient(now, on('a', undefined, { patientId: 'P2' }))).toBe(false)
    expect(isSamePatient(on('a', undefined, { patientId: '' }), on('b', undefined, { patientId: '' }))).toBe(
      false,
    )
    const named = (patientName: string) => on('a', undefined, { patientName })
    expect(isSamePatient(named('Muster^Eva^^'), named('MUSTER^EVA'))).toBe(true)
    expect(isSamePatient(named('Muster^Eva'), named('Muster^Anna'))).toBe(false)
    const born = (patientBirthDate: string) => on('a', undefined, { patientBirthDate })
    expect(isSamePatient(born('1960-01-01'), born('1961-01-01'))).toBe(false)
  })

  it('has a sagittal series', () => {
    expect(priorStudy([now, on('axial', '2020-01-01', { roles: [] })], now)).toBeUndefined()
  })
})
