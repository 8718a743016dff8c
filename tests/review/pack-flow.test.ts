import { describe, expect, it, vi } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import type { OfferedPack, PackManifest } from '../../src/domain/pack.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import type { SessionPorts } from '../../src/review/reader-ports.ts'
import { begin, CANAL, FILE } from './begin-session.ts'

describe('model packs', () => {
  const own: OfferedPack = { key: 'own@1', origin: 'handed-over', manifest: {} as PackManifest, sha256: '1' }
  const taking = (pack: Result<OfferedPack>): Partial<SessionPorts> => ({
    packs: {
      list: () => Promise.resolve(succeed([])),
      take: (_signal, files) =>
        Promise.resolve(
          files.some(({ path }) => path === 'manifest.json')
            ? { packs: [pack], rest: [] }
            : { packs: [], rest: files },
        ),
      complete: (_signal, key) => Promise.resolve(succeed({ ...own, key: `${key}+localizer` })),
    },
  })
  const pack = { path: 'manifest.json', file: new Blob(['{}']) }

  it('that are handed over read the study on screen; what the reader decided stays', async () => {
    const read: string[] = []
    const { analysisPort } = begin()
    const { session, until, cell } = begin({
      ...taking(succeed(own)),
      analysis: {
        ...analysisPort,
        analyse: (signal, request, onProgress) => {
          read.push(request.packId)
          return analysisPort.analyse(signal, request, onProgress)
        },
      },
    })
    session.openFiles([FILE])
    await until('analysed')
    session.decide(CANAL, 'moderate')
    session.openFiles([pack])
    await vi.waitFor(() => expect(read).toEqual(['pack', 'own@1']))
    await until('analysed')
    expect(cell(CANAL).decision?.grade).toBe('moderate')
    session.choosePack('pack')
    await vi.waitFor(() => expect(read).toEqual(['pack', 'own@1', 'pack']))
  })

  it('that are refused say why, and change nothing', async () => {
    const { session, until } = begin(
      taking(
        fail(diagnose('pack.hash-mismatch', 'error', 'own/model.json', { found: 'aa', expected: 'bb' })),
      ),
    )
    session.openFiles([FILE])
    await until('analysed')
    const { reading } = session.store.getState()
    session.openFiles([pack])
    await until('failed')
    expect(session.store.getState()).toMatchObject({
      packId: 'pack',
      reading,
      openFailure: { code: 'pack.hash-mismatch' },
    })
    session.choosePack('another')
    await until('analysed')
  })

  it('of graders alone are used once they are joined by a localizer', async () => {
    const fields = { pack: 'own@1', donor: 'Another 1.0.0' }
    const { session, until } = begin(taking(fail(diagnose('pack.needs-localizer', 'warning', 'own', fields))))
    session.openFiles([FILE])
    await until('analysed')
    session.openFiles([pack])
    await until('failed')
    session.completePack('own@1')
    await until('analysed')
    expect(session.store.getState()).toMatchObject({ packId: 'own@1+localizer', openFailure: undefined })
  })
})
