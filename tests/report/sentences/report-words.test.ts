import { describe, expect, it } from 'vitest'
import type { Measurement, MeasurementName } from '../../../src/domain/finding.ts'
import { measurementsInWords } from '../../../src/report/sentences/report-words.ts'

function measured(name: MeasurementName, value: number, unit: Measurement['unit']): Measurement {
  return { level: 'l5_s1', name, value, uncertainty: 0.5, unit, method: 'test' }
}

function slipped(mm: number, percent: number): readonly string[] {
  return measurementsInWords([measured('listhesis', mm, 'mm'), measured('listhesis_percent', percent, '%')])
}

describe('measurements in a report', () => {
  it('give a slip in millimetres, as a share of the vertebra below, and by Meyerding', () => {
    expect(slipped(5.2, 15.4)).toEqual([
      "anterolisthesis 5.2 mm (15 % of the lower vertebra's depth, Meyerding grade I)",
    ])
    expect(slipped(12, 35)[0]).toContain('Meyerding grade II)')
    expect(slipped(34.5, 101)[0]).toContain('Meyerding grade V)')
  })

  it('give no Meyerding grade to a slip backwards, and nothing for what is noise', () => {
    expect(slipped(-4, -12)).toEqual(["retrolisthesis 4.0 mm (12 % of the lower vertebra's depth)"])
    expect(slipped(1.4, 4)).toEqual([])
  })

  it('give lordosis in degrees', () => {
    expect(measurementsInWords([measured('lordosis', 47.6, 'deg')])).toEqual(['lordosis L1 to S1 48°'])
  })
})
