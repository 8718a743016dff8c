import { zipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { takePacks } from '../../src/worker/take-packs.ts'

const file = (path: string, text = path) => ({ path, file: new Blob([text]) })
const bytes = (text: string) => new TextEncoder().encode(text)

describe('model packs among the files that a reader hands over', () => {
  it('are folders with a manifest that speaks of networks, their files named from it on', async () => {
    const study = [file('study/1.dcm'), file('study/2.dcm')]
    const pack = [file('drop/mine/manifest.json', '{"networks":[]}'), file('drop/mine/net/weights.bin')]
    const { packs, rest } = await takePacks([...study, ...pack])
    expect(packs.map(({ place }) => place)).toEqual(['drop/mine'])
    expect(packs[0]?.files.map(({ path }) => path)).toEqual(['manifest.json', 'net/weights.bin'])
    expect(rest).toEqual(study)
  })

  it('are recognised by their graph models when the manifest is damaged, so that it is refused by name', async () => {
    const { packs } = await takePacks([file('mine/manifest.json', '{'), file('mine/net/model.json')])
    expect(packs).toHaveLength(1)
  })

  it('come in archives too, whatever folder they lie in there', async () => {
    const zip = zipSync({
      'mine/manifest.json': bytes('{"networks":[]}'),
      'mine/net/model.json': bytes('{}'),
    })
    const { packs, rest } = await takePacks([{ path: 'mine.zip', file: new Blob([zip]) }])
    expect(packs[0]?.files.map(({ path }) => path)).toEqual(['manifest.json', 'net/model.json'])
    expect(await packs[0]?.files[0]?.file.text()).toBe('{"networks":[]}')
    expect(rest).toEqual([])
  })

  it('are not what else calls itself a manifest, nor an archive without one', async () => {
    const zip = zipSync({ 'study/1.dcm': bytes('DICM') })
    const files = [file('cd/manifest.json', '{"images":[]}'), { path: 'study.zip', file: new Blob([zip]) }]
    const { packs, rest } = await takePacks(files)
    expect(packs).toEqual([])
    expect(rest).toEqual(files)
  })

  it('are looked for in an archive without unpacking what is none', async () => {
    const pixels = crypto.getRandomValues(new Uint8Array(60_000))
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`study/${at}.dcm`, pixels]))
    const zip = zipSync({ 'manifest.json': bytes('{"images":[]}'), ...many })
    const file = new Blob([zip])
    const slice = vi.spyOn(file, 'slice')
    const { packs } = await takePacks([{ path: 'study.zip', file }])
    expect(packs).toEqual([])
    const read = slice.mock.calls.reduce((sum, [from = 0, to = file.size]) => sum + to - from, 0)
    expect(read).toBeLessThan(zip.length / 4)
  })
})
