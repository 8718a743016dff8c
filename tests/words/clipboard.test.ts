import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { diagnosticsForClipboard } from '../../src/words/diagnostics.ts'

describe('diagnostics for the clipboard', () => {
  it('name no folder and no file, and still tell files apart', () => {
    const folder = 'DOE^JANE_19500101/MR 1'
    const text = diagnosticsForClipboard(
      [
        diagnose('intake.duplicate', 'info', `${folder}/b.dcm`, {
          sameAs: `${folder}/a.dcm`,
          sopInstanceUid: '1.2.3',
        }),
        diagnose('intake.unreadable-file', 'error', `${folder}/a.dcm`, {
          reason: `cannot open ${folder}/a.dcm`,
        }),
        diagnose('intake.unreadable-file', 'error', 'DOE_JANE', { reason: 'gone' }),
        diagnose('intake.unreadable-file', 'error', 'C:\\DOE JANE\\c.dcm', {
          reason: 'C:\\DOE JANE\\c.dcm is locked',
        }),
      ],
      { browser: 'Test 1.0' },
    )
    expect(text).not.toMatch(/DOE|JANE|1950/)
    expect(text.split('\n')).toEqual([
      'browser: Test 1.0',
      '',
      'info intake.duplicate [file 1.dcm] {"sameAs":"file 2.dcm","sopInstanceUid":"1.2.3"}',
      'error intake.unreadable-file [file 2.dcm] {"reason":"cannot open file 2.dcm"}',
      'error intake.unreadable-file [file 3] {"reason":"gone"}',
      'error intake.unreadable-file [file 4.dcm] {"reason":"file 4.dcm is locked"}',
    ])
  })
})
