import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import dicomParser from 'dicom-parser'
import { describe, expect, it } from 'vitest'
import { phantomUid } from '../../src/phantom/dicom-uid.ts'
import { encodeRle16 } from '../../src/phantom/encode-rle.ts'
import { buildSpine } from '../../src/phantom/build-spine.ts'
import { planPatient } from '../../src/phantom/plan-patient.ts'
import { planScan, resampledGeometry } from '../../src/phantom/scan-protocol.ts'
import { imageToPatient } from '../../src/domain/image-geometry.ts'
import { writeMrImage } from '../../src/phantom/write-dicom.ts'

const SIZE = 24
const stored = Uint16Array.from({ length: SIZE * SIZE }, (_, index) => (index * index) % 4096)

function write(transferSyntax: 'explicit' | 'implicit' | 'rle', fluidWeighting: 't2' | 'stir' = 't2') {
  const options = { seed: 5, fluidWeighting }
  const plan = planPatient(options)
  const [{ protocols, slices, thicknessMm, spacingMm }] = planScan(buildSpine(plan), plan, options) as [
    ReturnType<typeof planScan>[number],
  ]
  const geometry = resampledGeometry(slices[0]!, SIZE)
  const image = { protocol: protocols[0]!, geometry, thicknessMm, spacingMm, instanceNumber: 1, stored }
  return writeMrImage(image, plan, transferSyntax)
}

describe('writeMrImage', () => {
  it.each(['explicit', 'implicit'] as const)('holds the stored values in %s little endian', (syntax) => {
    const bytes = write(syntax)
    const data = dicomParser.parseDicom(bytes).elements['x7fe00010']!
    expect(new Uint16Array(bytes.slice(data.dataOffset, data.dataOffset + data.length).buffer)).toEqual(
      stored,
    )
  })

  it('holds the RLE frame as one fragment', () => {
    const read = dicomParser.parseDicom(write('rle'))
    const frame = dicomParser.readEncapsulatedPixelDataFromFragments(read, read.elements['x7fe00010']!, 0)
    expect(Uint8Array.from(frame)).toEqual(encodeRle16(stored, SIZE))
  })

  const dciodvfy = spawnSync('dciodvfy', ['-version']).error === undefined
  if (!dciodvfy)
    console.log('dciodvfy (dicom3tools) is not installed: conformance of the DICOM writer is not checked.')
  it.skipIf(!dciodvfy).each([
    ['explicit', 't2'],
    ['implicit', 't2'],
    ['rle', 't2'],
    ['explicit', 'stir'],
  ] as const)('is clean for dciodvfy: %s, %s', (syntax, weighting) => {
    const folder = mkdtempSync(join(tmpdir(), 'cauda-dicom-'))
    try {
      const file = join(folder, 'image.dcm')
      writeFileSync(file, write(syntax, weighting))
      const { stderr, status } = spawnSync('dciodvfy', [file], { encoding: 'utf8' })
      expect(stderr).toMatch(/^MRImage$/m)
      expect(stderr.match(/^Error.*$/gm) ?? []).toEqual([])
      expect(status).toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('resampledGeometry', () => {
  it('keeps the field of view', () => {
    const plan = planPatient({ seed: 5 })
    const [slab] = planScan(buildSpine(plan), plan, { seed: 5 })
    const fine = slab!.slices[3]!
    const coarse = resampledGeometry(fine, 100)
    const corner = (geometry: typeof fine) =>
      imageToPatient(geometry, [geometry.columns - 0.5, geometry.rows - 0.5])
    corner(fine).forEach((value, axis) => expect(corner(coarse)[axis]).toBeCloseTo(value, 9))
    imageToPatient(fine, [-0.5, -0.5]).forEach((value, axis) =>
      expect(imageToPatient(coarse, [-0.5, -0.5])[axis]).toBeCloseTo(value, 9),
    )
  })
})

describe('phantomUid', () => {
  it('is a UID under 2.25 that fits and differs by name and by seed', () => {
    const uids = [phantomUid(1, 'study'), phantomUid(2, 'study'), phantomUid(1, 'series/axial_t2')]
    expect(new Set(uids).size).toBe(3)
    for (const uid of uids) {
      expect(uid).toMatch(/^2\.25\.[1-9]\d*$/)
      expect(uid.length).toBeLessThanOrEqual(44)
      expect(BigInt(uid.slice(5)) < 2n ** 128n).toBe(true)
    }
  })
})
