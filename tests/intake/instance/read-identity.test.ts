import { describe, expect, it } from 'vitest'
import { codecs } from '../../../cli/node-codecs.ts'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import type { Instance } from '../../../src/intake/instance/instance.ts'
import { readFiles } from '../../../src/intake/read-files.ts'
import { buildDicom, imageElements } from '../build-dicom.ts'
import type { TestElement } from '../build-dicom.ts'

const PATH = 'DICOM/Doe_Jane/IM1'

async function read(...more: TestElement[]): Promise<Instance> {
  const elements = [...imageElements(2, 2), [0x7fe00010, 'OW', new Uint8Array(8)] as const, ...more]
    .filter(([tag]) => tag !== 0x00080018)
    .sort(([a], [b]) => a - b)
  const source = bytesSource(PATH, buildDicom(elements))
  const { instances } = await readFiles(new AbortController().signal, [source], codecs, () => undefined)
  return instances[0]!
}

describe('an image without SOPInstanceUID', () => {
  it('takes the UID of its meta information', async () => {
    const { sopInstanceUid } = await read([0x00020003, 'UI', '1.2.3.99'])
    expect(sopInstanceUid).toBe('1.2.3.99')
  })

  it('gets a UID that does not show its path, the same one each time', async () => {
    const [first, again] = [await read(), await read()]
    expect(first.sopInstanceUid).toMatch(/^2\.25\.\d+$/u)
    expect(again.sopInstanceUid).toBe(first.sopInstanceUid)
    expect(first.id).not.toContain('Doe')
  })
})

it('reads what an object of the same study must repeat', async () => {
  const instance = await read(
    [0x00080030, 'TM', '081512.25'],
    [0x00080090, 'PN', 'Grey^Ida'],
    [0x00100021, 'LO', 'Hospital A'],
    [0x00200010, 'SH', 'S-4711'],
    [0x00280301, 'CS', 'YES'],
  )
  expect(instance).toMatchObject({
    burnedIn: 'YES',
    study: { time: '081512.25', id: 'S-4711', referringPhysicianName: 'Grey^Ida' },
    patient: { issuer: 'Hospital A' },
  })
})
