import { describe, expect, it } from 'vitest'
import { dicomDate, dicomDateTime, dicomTime, isoTime } from '../../../src/report/dicom/sr-time.ts'

describe('dicomTime', () => {
  it('keeps the local time and its offset', () => {
    expect(dicomTime('2026-03-04T16:20:05.25+01:00')).toEqual({
      date: '20260304',
      time: '162005.25',
      offset: '+0100',
    })
    expect(dicomTime('2026-03-04T16:20Z')).toEqual({ date: '20260304', time: '162000', offset: '+0000' })
  })

  it('throws on a time without offset', () => {
    expect(() => dicomTime('2026-03-04T16:20:05')).toThrow(RangeError)
  })
})

describe('isoTime', () => {
  it('turns back what dicomDateTime made', () => {
    for (const iso of ['2026-03-04T16:20:05+01:00', '2026-03-04T16:20:05.125-05:30'])
      expect(isoTime(dicomDateTime(iso))).toBe(iso)
    expect(isoTime('20260304')).toBeUndefined()
  })
})

describe('dicomDate', () => {
  it('takes both spellings and nothing else', () => {
    expect(['2026-03-04', '20260304', 'March', undefined].map(dicomDate)).toEqual([
      '20260304',
      '20260304',
      '',
      '',
    ])
  })
})
