import { describe, expect, it } from 'vitest'
import { restoreReview } from '../../../src/report/dicom/restore-review.ts'
import { writeKeyObjects } from '../../../src/report/dicom/write-key-objects.ts'
import { writeStructuredReport } from '../../../src/report/dicom/write-structured-report.ts'
import { writeFhir } from '../../../src/report/fhir/write-fhir.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { uidReplacer, withOriginalUids } from '../../../src/report/model/replacement-uids.ts'
import { writeCsv } from '../../../src/report/write-csv.ts'
import { writeJson } from '../../../src/report/write-json.ts'
import { DECISIONS, sampleInput } from '../fixture.ts'
import { readDataSet } from '../read-data-set.ts'

const { study } = sampleInput()
const marked = study.stacks[2]!.images[3]!
const model = buildReport(sampleInput({ identifiers: 'omit', uidKey: 'secret', keyImages: [marked.id] }))
const sr = readDataSet(writeStructuredReport(model))

describe('uidReplacer', () => {
  it('is HMAC-SHA-256 of the UID as a version 8 UUID under 2.25', () => {
    // Python: h = hmac.new(b'secret', b'1.2.3', 'sha256').digest()[:16]; int(h) with version 8 and variant 2.
    expect(uidReplacer('secret')('1.2.3')).toBe('2.25.96864299995093350605813192188139972049')
    expect(uidReplacer('another')('1.2.3')).not.toBe(uidReplacer('secret')('1.2.3'))
    expect(uidReplacer('secret')('')).toBe('')
  })
})

describe('a report without identifiers', () => {
  it('holds no UID of its study in any format', () => {
    const formats = [
      writeJson(model),
      writeCsv(model),
      writeFhir(model),
      JSON.stringify(sr),
      JSON.stringify(readDataSet(writeKeyObjects(model)!)),
    ]
    for (const format of formats) {
      expect(format).not.toContain(study.studyInstanceUid)
      expect(format).toContain(uidReplacer('secret')(study.studyInstanceUid))
    }
  })

  it('points to images by the same UIDs in SR and FHIR', () => {
    const series = uidReplacer('secret')(study.stacks[0]!.seriesInstanceUid)
    expect(JSON.stringify(sr.CurrentRequestedProcedureEvidenceSequence)).toContain(series)
    expect(writeFhir(model)).toContain(series)
  })

  it('is taken up again where the key is, and is of another study anywhere else', () => {
    const restored = restoreReview(sr)
    if (!restored.ok) throw new Error('the SR could not be read')
    const here = withOriginalUids(restored.value, [study], uidReplacer('secret'))
    expect(here.studyInstanceUid).toBe(study.studyInstanceUid)
    expect(here.markedImages).toEqual([
      {
        seriesInstanceUid: study.stacks[2]!.seriesInstanceUid,
        sopInstanceUid: marked.sopInstanceUid,
        frameNumber: 1,
      },
    ])
    expect(here.decisions).toEqual(DECISIONS)
    expect(withOriginalUids(restored.value, [study], uidReplacer('other')).studyInstanceUid).not.toBe(
      study.studyInstanceUid,
    )
  })
})
