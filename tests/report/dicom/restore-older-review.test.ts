import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { codecs } from '../../../cli/node-codecs.ts'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import { readFiles } from '../../../src/intake/read-files.ts'
import { restoreReview } from '../../../src/report/dicom/restore-review.ts'

/** Written by Cauda 0.2.0 from the fixture of its own tests. */
const OF_0_2 = gunzipSync(readFileSync(new URL('review-0.2.0.sr.dcm.gz', import.meta.url)))
const READER = 'Dr. Łukasz Wójcik'

describe('an SR of 0.2.0', () => {
  it('gives its decisions back by the reader that it names, without a place', async () => {
    const source = bytesSource('report.sr.dcm', new Uint8Array(OF_0_2))
    const { reports } = await readFiles(new AbortController().signal, [source], codecs, () => undefined)
    const restored = restoreReview(reports[0]!.dataSet)
    expect(restored).toMatchObject({
      ok: true,
      value: {
        readerName: READER,
        writtenAt: '2026-03-04T16:20:05+01:00',
        decisions: {
          'l4_l5/spinal_canal_stenosis': {
            reader: READER,
            grade: 'severe',
            proposed: 'severe',
            at: '2026-03-04T16:11:02+01:00',
            mode: 'blind',
            place: undefined,
          },
          // The model abstained and 0.2.0 proposed its likeliest grade all the same.
          'l4_l5/left_subarticular_stenosis': { reader: READER, grade: 'moderate', proposed: 'moderate' },
          'l5_s1/right_subarticular_stenosis': { reader: READER, grade: 'moderate', proposed: undefined },
          'l2_l3/spinal_canal_stenosis': { reader: READER, grade: 'not_assessed', proposed: 'normal_mild' },
        },
        notes: { 'l2_l3/spinal_canal_stenosis': 'flow artefact' },
        anatomy: 'l6',
        renamedBy: -1,
      },
    })
    expect(restored.ok && Object.keys(restored.value.decisions)).toHaveLength(6)
    expect(restored.ok && restored.value.edits.remarks?.text).toContain('Compared with nothing.')
  })
})
