import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { writeZip } from '../../src/report/write-zip.ts'

const FILES = { 'report.txt': 'Änne, 王', 'report.sr.dcm': Uint8Array.of(1, 2, 3) }

describe('writeZip', () => {
  it('holds every file as it was', () => {
    const files = unzipSync(writeZip(FILES, '2026-03-04T16:20:05+01:00'))
    expect(Object.keys(files)).toEqual(['report.txt', 'report.sr.dcm'])
    expect(strFromU8(files['report.txt'] ?? new Uint8Array())).toBe('Änne, 王')
    expect(files['report.sr.dcm']).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('gives the same bytes for the same files', () => {
    const twice = [1, 2].map(() => writeZip(FILES, '2026-03-04T16:20:05+01:00'))
    expect(twice[0]).toEqual(twice[1])
    expect(writeZip(FILES, '2026-03-04T17:20:05+01:00')).not.toEqual(twice[0])
  })
})
