import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DicomDataSet } from '../../../src/dicom/encoding.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { restoreReview } from '../../../src/report/dicom/restore-review.ts'
import { writeStructuredReport } from '../../../src/report/dicom/write-structured-report.ts'
import { anyCells, inputWith } from '../arbitrary-cells.ts'
import { DECISIONS, EDITS, NOTES, sampleInput } from '../fixture.ts'
import { readDataSet } from '../read-data-set.ts'

function written(changes?: Parameters<typeof sampleInput>[0]): DicomDataSet {
  return readDataSet(writeStructuredReport(buildReport(sampleInput(changes))))
}

describe('restoreReview', () => {
  it('gives back what the reader decided, when, with which notes', () => {
    expect(restoreReview(written())).toEqual({
      ok: true,
      value: {
        studyInstanceUid: '1.2.826.0.1.3680043.8.498.7001',
        writtenAt: '2026-03-04T16:20:05+01:00',
        readerName: 'Dr. Łukasz Wójcik',
        decisions: DECISIONS,
        notes: NOTES,
        edits: EDITS,
        anatomy: 'usual',
        renamedBy: 0,
        markedImages: [],
      },
    })
  })

  it('does so for any mixture of decisions', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const input = inputWith(cells)
        const restored = restoreReview(readDataSet(writeStructuredReport(buildReport(input))))
        expect(restored.ok && restored.value.decisions).toEqual(input.decisions)
        expect(restored.ok && restored.value.notes).toEqual(input.notes)
      }),
      { numRuns: 6, seed: 7 },
    )
  })

  it('gives back nothing when nothing was decided', () => {
    const restored = restoreReview(written({ decisions: {}, notes: {}, edits: {} }))
    expect(restored).toMatchObject({ ok: true, value: { decisions: {}, readerName: undefined } })
  })

  it('refuses an SR that is not ours', () => {
    const other = { ...written(), CodingSchemeIdentificationSequence: [] }
    expect(restoreReview(other)).toMatchObject({
      ok: false,
      diagnostic: { code: 'report.not-a-cauda-report' },
    })
    expect(restoreReview({})).toMatchObject({ ok: false })
  })

  it('refuses a decision with a grade that it does not know', () => {
    const unknown = JSON.parse(JSON.stringify(written()).replaceAll('24484000', '99999999')) as DicomDataSet
    expect(restoreReview(unknown)).toMatchObject({
      ok: false,
      diagnostic: { code: 'report.unreadable-decision', subject: 'l3_l4/spinal_canal_stenosis' },
    })
  })
})

describe('what else a reader did', () => {
  it('comes back: words with what they rest on, numbering, marked images, and how each grade was made', () => {
    const study = sampleInput().study
    const marked = study.stacks[2]!.images[3]!
    const edits = {
      ...EDITS,
      'findings/l4_l5': {
        text: 'Crowded.\nBoth recesses; Čauda.',
        basis: 'L4/L5 severe',
        at: '2026-03-04T16:18:00+01:00',
      },
    }
    const decisions = {
      'l4_l5/spinal_canal_stenosis': { ...DECISIONS['l4_l5/spinal_canal_stenosis']!, mode: 'blind' },
    } as const
    const restored = restoreReview(
      written({
        edits,
        decisions,
        notes: {},
        numbering: { anatomy: 'l6', renamedBy: -1 },
        keyImages: [marked.id],
      }),
    )
    expect(restored).toMatchObject({
      ok: true,
      value: {
        edits,
        decisions,
        anatomy: 'l6',
        renamedBy: -1,
        markedImages: [
          {
            seriesInstanceUid: study.stacks[2]!.seriesInstanceUid,
            sopInstanceUid: marked.sopInstanceUid,
            frameNumber: 1,
          },
        ],
      },
    })
  })
})
