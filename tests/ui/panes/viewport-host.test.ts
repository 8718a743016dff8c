import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src/domain/cancel.ts'
import { paneSources } from '../../../src/ui/panes/pane-sources.ts'
import { createPanes, imageIn } from '../../../src/ui/panes/panes-store.ts'
import { followPane } from '../../../src/ui/panes/viewport-host.ts'
import type { ImagePixels, StudyImage } from '../../../src/domain/study.ts'
import { createPixelCache } from '../../../src/viewer/pixel-cache.ts'
import type { FetchPixels } from '../../../src/viewer/pixel-cache.ts'
import { UNTURNED } from '../../../src/viewer/view.ts'
import type { Viewport } from '../../../src/viewer/viewport.ts'
import { FAKE_STUDY } from '../workbench/fake-study.ts'

const PIXELS: ImagePixels = {
  rows: 1,
  columns: 1,
  data: new Int16Array(1),
  slope: 1,
  intercept: 0,
  padding: undefined,
}

/** A pane over images that `fetch` gives, and the ids of those that came to its viewport. */
function followed(fetch: FetchPixels) {
  const panes = createPanes('single')
  panes.hang(paneSources(FAKE_STUDY, FAKE_STUDY.roles))
  const shown: string[] = []
  const viewport = {
    show: (image: StudyImage) => shown.push(image.id),
    clear: () => shown.push('nothing'),
    getState: () => ({ window: undefined, inverted: false, view: UNTURNED, fitted: true }),
  } as unknown as Viewport
  const pixels = createPixelCache({ fetch, budgetBytes: 1e6 })
  const stop = followPane(0, panes, pixels, viewport, () => undefined)
  return { panes, shown, stop }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10))

describe('a pane that follows what it is asked to show', () => {
  it('ends with the last image asked for, however the ones before it end', async () => {
    const { panes, shown } = followed(async (signal) => {
      await settled()
      if (signal.aborted) throw new Cancelled('cancelled')
      return { ok: true, value: PIXELS }
    })
    for (let image = 0; image < 15; image++) panes.goTo(0, image)
    for (const key of ['role:axial_t2', 'role:sagittal_t1', 'role:sagittal_t2']) panes.assign(0, key)
    await settled()
    await settled()
    await settled()
    expect(shown.at(-1)).toBe(imageIn(panes.store.getState(), 0)?.id)
  })

  it('asks again for an image whose worker was ended under it', async () => {
    let calls = 0
    const wanted = new Map<string, number>()
    const { shown } = followed((_, imageId) => {
      calls += 1
      wanted.set(imageId, (wanted.get(imageId) ?? 0) + 1)
      return wanted.get(imageId) === 1
        ? Promise.reject(new Cancelled('the worker hung and was ended'))
        : Promise.resolve({ ok: true, value: PIXELS })
    })
    await settled()
    expect(calls).toBeGreaterThan(1)
    expect(shown).toHaveLength(1)
  })
})
