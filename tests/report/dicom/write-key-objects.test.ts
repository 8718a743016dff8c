import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StudyImage } from '../../../src/domain/study.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { keyImagesOf } from '../../../src/report/model/key-images.ts'
import { CAPTURE_LINE } from '../../../src/report/dicom/draw-capture.ts'
import { writeCaptures } from '../../../src/report/dicom/write-captures.ts'
import { writeKeyObjects } from '../../../src/report/dicom/write-key-objects.ts'
import { hasTool, runTool } from '../external-tool.ts'
import { sampleInput, sampleStudy } from '../fixture.ts'
import { readDataSet } from '../read-data-set.ts'

const model = buildReport(sampleInput())
const render = () => Promise.resolve(new Uint8ClampedArray(448 * 448).fill(90))

describe('writeKeyObjects', () => {
  it('points to the key images and to nothing else, in the source study', () => {
    const dataSet = readDataSet(writeKeyObjects(model)!)
    const images = (dataSet.ContentSequence ?? []).flatMap((item) => item.ReferencedSOPSequence ?? [])
    expect(images.map((image) => image.ReferencedSOPInstanceUID)).toEqual(
      model.keyImages.map((id) => model.images[id]!.sopInstanceUid),
    )
    expect(dataSet).toMatchObject({
      Modality: 'KO',
      StudyInstanceUID: model.study.studyInstanceUid,
      PatientName: 'Müller^Änne^Zoë=王^小東',
    })
  })

  it('is nothing where there is no key image', () => {
    expect(writeKeyObjects({ ...model, keyImages: [] })).toBeUndefined()
  })

  it('has no patient when identifiers are omitted', () => {
    const omitted = readDataSet(writeKeyObjects(buildReport(sampleInput({ identifiers: 'omit' })))!)
    expect(omitted).toMatchObject({ PatientName: '', PatientID: '', PatientIdentityRemoved: 'YES' })
  })
})

describe('writeCaptures', () => {
  it('burns boxes into a copy of the image, which it refers to', async () => {
    const images = await keyImagesOf(sampleStudy(), model, render)
    const captures = writeCaptures(model, images).map(readDataSet)
    expect(captures).toHaveLength(model.keyImages.length)
    const uids = captures.map((capture) => capture.SOPInstanceUID)
    expect(new Set(uids).size).toBe(captures.length)
    captures.forEach((capture, index) => {
      expect(capture).toMatchObject({ PhotometricInterpretation: 'RGB', ImageType: 'DERIVED\\SECONDARY' })
      expect(capture.SourceImageSequence?.[0]?.ReferencedSOPInstanceUID).toBe(
        model.images[images[index]!.imageId]!.sopInstanceUid,
      )
    })
    expect(captures[0]).toMatchObject({ PatientOrientation: 'P\\F', BurnedInAnnotation: 'NO' })
    expect(captures[0]?.DerivationDescription).toContain('image 10 of 18')
    expect(CAPTURE_LINE).toMatch(/RESEARCH USE ONLY/)
  })

  it('says of text in the pixels what the source says, and then not that the identity is removed', async () => {
    const burned = async (burnedIn: 'YES' | undefined) => {
      const study = sampleStudy()
      const stacks = study.stacks.map((stack) => ({
        ...stack,
        images: stack.images.map((image) => ({ ...image, burnedIn }) as StudyImage),
      }))
      const input = sampleInput({ study: { ...study, stacks }, identifiers: 'omit' })
      const report = buildReport(input)
      const [first] = writeCaptures(report, await keyImagesOf(input.study, report, render))
      return readDataSet(first!)
    }
    expect(await burned('YES')).toMatchObject({ BurnedInAnnotation: 'YES', PatientIdentityRemoved: 'NO' })
    const unknown = await burned(undefined)
    expect(unknown.BurnedInAnnotation).toBeUndefined()
    expect(unknown.PatientIdentityRemoved).toBe('YES')
  })
})

describe('key objects and captures before the judge', () => {
  let folder = ''
  const paths: string[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cauda-ko-'))
    for (const input of [sampleInput(), sampleInput({ identifiers: 'omit' })]) {
      const report = buildReport(input)
      const images = await keyImagesOf(input.study, report, render)
      for (const bytes of [writeKeyObjects(report)!, ...writeCaptures(report, images.slice(0, 2))]) {
        const path = join(folder, `${paths.length}.dcm`)
        writeFileSync(path, bytes)
        paths.push(path)
      }
    }
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.skipIf(!hasTool('dciodvfy', 'dicom3tools', 'key objects and captures against PS3.3'))(
    'dciodvfy finds no error',
    () => {
      expect(paths).toHaveLength(6)
      for (const path of paths) {
        const { output } = runTool('dciodvfy', path)
        expect(output).toMatch(/KeyObjectSelectionDocument|SCImage/)
        expect(output.split('\n').filter((line) => line.startsWith('Error'))).toEqual([])
      }
    },
  )

  it.skipIf(!hasTool('dsrdump', 'dcmtk', 'the key objects’ content tree'))(
    'dsrdump reads the selection',
    () => {
      const { status, output } = runTool('dsrdump', '+Pl', '+U8', paths[0] ?? '')
      expect(status).toBe(0)
      expect(output).not.toMatch(/^[EF]:/mu)
      expect(output.match(/contains IMAGE/gu)).toHaveLength(model.keyImages.length)
    },
  )
})
