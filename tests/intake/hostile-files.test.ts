import { describe, expect, it } from 'vitest'
import { buildDicom, concat, imageElements } from './build-dicom.ts'
import { hostileSeeds } from './hostile-seeds.ts'
import { mutate, seeded } from './mutate.ts'
import { readHostile } from './read-hostile.ts'

/** Enough to meet every mutation of every seed many times; `npx tsx tests/intake/fuzz.ts` goes on from there. */
const FILES = 20_000

describe('hostile files', () => {
  it(`neither hang, crash nor swell: ${FILES} mutated files each open or say why not`, async () => {
    const seeds = hostileSeeds()
    const counts = { opened: 0, diagnosed: 0 }
    for (let number = 0; number < FILES; number++) {
      const random = seeded(number)
      const original = seeds[Math.floor(random() * seeds.length)]!
      try {
        counts[await readHostile(mutate(original.bytes, random))] += 1
      } catch (error) {
        throw new Error(`seed ${number}, from ${original.path}`, { cause: error })
      }
    }
    // A mutation that never opened, or never damaged anything, would test nothing.
    expect(counts.opened).toBeGreaterThan(FILES / 50)
    expect(counts.diagnosed).toBeGreaterThan(FILES / 50)
  }, 600_000)

  it('sequences nested 10,000 deep', async () => {
    const open = Uint8Array.of(0x08, 0x00, 0x15, 0x11, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff)
    const item = Uint8Array.of(0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff)
    const nested = concat(Array.from({ length: 10_000 }, () => concat([open, item])))
    expect(await readHostile(concat([buildDicom([]), nested]))).toBe('diagnosed')
  })

  it('a matrix of 60,000 x 60,000 in a file of a kilobyte', async () => {
    const elements = imageElements(60_000, 60_000)
    const file = buildDicom([...elements, [0x7fe00010, 'OW', new Uint8Array(200)]])
    expect(await readHostile(file)).toBe('diagnosed')
  })

  it('65,535 frames in a file of a kilobyte', async () => {
    const elements = imageElements(4, 4, { 0x00280008: [0x00280008, 'IS', '65535'] })
    const file = buildDicom([...elements, [0x7fe00010, 'OW', new Uint8Array(64)]])
    expect(await readHostile(file)).toBe('opened')
  })
})
