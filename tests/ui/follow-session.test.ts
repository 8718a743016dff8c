import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { succeed } from '../../src/domain/result.ts'
import { followSession } from '../../src/ui/follow-session.ts'
import { imageIn } from '../../src/ui/panes/panes-store.ts'
import { createPanes } from '../../src/ui/panes/panes-store.ts'
import { createPreferences } from '../../src/ui/preferences.ts'
import type { Desk } from '../../src/ui/desk.ts'
import { createPixelCache } from '../../src/viewer/pixel-cache.ts'
import { begin, FILE } from '../review/begin-session.ts'
import { FAKE_STUDY } from './workbench/fake-study.ts'

vi.mock('../../src/ui/shell/load-study-desk.ts', () => ({ loadStudyDesk: () => Promise.resolve() }))
beforeEach(() => vi.stubGlobal('document', { documentElement: { dataset: {} } }))
afterEach(() => vi.unstubAllGlobals())

describe('the pixel cache', () => {
  it('keeps nothing of the study before, whose images may bear the ids of the next', async () => {
    let opening = 0
    const base = begin()
    const pixels = { columns: 1, rows: 1, slope: 1, intercept: 0, padding: undefined }
    const { session, until } = begin({
      study: {
        ...base.studyPort,
        open: () => {
          opening += 1
          const study = { ...FAKE_STUDY, patientName: `patient ${opening}`, opening: `${opening}` }
          return Promise.resolve(succeed({ studies: [study], reports: [], skipped: [] }))
        },
        pixels: () => Promise.resolve(succeed({ ...pixels, data: new Uint8Array([opening]) })),
      },
    })
    const cache = createPixelCache({
      fetch: (signal, id) => session.ports.study.pixels(signal, id, undefined),
      budgetBytes: 1000,
    })
    const panes = createPanes('single')
    followSession({
      session,
      panes,
      pixels: cache,
      preferences: createPreferences(undefined),
    } as unknown as Desk)

    session.openFiles([FILE])
    await until('analysed')
    const { id } = imageIn(panes.store.getState(), 0)!
    await cache.get(new AbortController().signal, id)
    expect(cache.peek(id)?.data).toEqual(new Uint8Array([1]))

    session.openFiles([FILE])
    await vi.waitFor(() =>
      expect(session.select.study(session.store.getState())?.patientName).toBe('patient 2'),
    )
    expect(imageIn(panes.store.getState(), 0)?.id).toBe(id)
    expect(cache.peek(id)).toBeUndefined()
    expect(cache.bytes).toBe(0)
  })
})
