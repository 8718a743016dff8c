import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src/domain/cancel.ts'
import { diagnose } from '../../../src/domain/diagnostic.ts'
import type { Diagnostic } from '../../../src/domain/diagnostic.ts'
import { succeed } from '../../../src/domain/result.ts'
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
  const stop = followPane(0, panes, pixels, viewport, { onFailure: () => undefined, onBug: fail })
  return { panes, shown, stop }
}

function fail(error: unknown): never {
  throw error
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

  it('asks again for an image whose fetch another one cancelled', async () => {
    let calls = 0
    const wanted = new Map<string, number>()
    const { shown } = followed((_, imageId) => {
      calls += 1
      wanted.set(imageId, (wanted.get(imageId) ?? 0) + 1)
      return wanted.get(imageId) === 1
        ? Promise.reject(new Cancelled('cancelled'))
        : Promise.resolve({ ok: true, value: PIXELS })
    })
    await settled()
    expect(calls).toBeGreaterThan(1)
    expect(shown).toHaveLength(2) // nothing, then the image
  })
})

type Outcome = 'shown' | 'unreadable' | 'bug'
const OUTCOMES: readonly Outcome[] = ['shown', 'unreadable', 'bug']

/** Pixels that say of which image they are. */
const ownPixels = new Map(
  FAKE_STUDY.stacks.flatMap(({ images }) => images).map(({ id }) => [id, { ...PIXELS }]),
)

/** A disk whose reads end as `outcomeOf` says by the image and by how often it was read, after some turns of the event loop. */
function disk(outcomeOf: (imageId: string, read: number) => Outcome, turns: () => number): FetchPixels {
  const reads = new Map<string, number>()
  return async (signal, imageId) => {
    const read = (reads.get(imageId) ?? 0) + 1
    reads.set(imageId, read)
    for (let left = turns(); left > 0; left--) await new Promise((resolve) => setImmediate(resolve))
    if (signal.aborted) throw new Cancelled('cancelled')
    switch (outcomeOf(imageId, read)) {
      case 'shown':
        return succeed(ownPixels.get(imageId)!)
      case 'unreadable':
        return { ok: false, diagnostic: diagnose('intake.unreadable-file', 'error', imageId, { reason: '' }) }
      case 'bug':
        throw new Error(`a bug with ${imageId}`)
    }
  }
}

/** The next value of an endless stream. */
function nextOf<T>(stream: Iterator<T>): T {
  const next = stream.next()
  if (next.done === true) throw new Error('the stream ended')
  return next.value
}

/** A pane, and what stands in it: the picture by its own pixels, its name by the store, and its failure. */
function pane(fetch: FetchPixels) {
  const panes = createPanes('single')
  panes.hang(paneSources(FAKE_STUDY, FAKE_STUDY.roles))
  let picture: ImagePixels | undefined
  let failure: Diagnostic | undefined
  const bugs: unknown[] = []
  const viewport = {
    show: (_image: StudyImage, pixels: ImagePixels) => (picture = pixels),
    clear: () => (picture = undefined),
    getState: () => ({ window: undefined, inverted: false, view: UNTURNED, fitted: true }),
  } as unknown as Viewport
  followPane(0, panes, createPixelCache({ fetch, budgetBytes: 20 }), viewport, {
    onFailure: (diagnostic) => (failure = diagnostic),
    onBug: (error) => bugs.push(error),
  })
  const name = () => imageIn(panes.store.getState(), 0)!.id
  return { panes, name, picture: () => picture, failure: () => failure, bugs }
}

describe('the picture in a pane', () => {
  it('is never that of another image than the pane names, whichever reads fail; without a picture it says why', async () => {
    const step = fc.record({
      go: fc.oneof(
        fc.integer({ min: 0, max: 14 }),
        fc.constantFrom('role:axial_t2', 'role:sagittal_t1', 'role:sagittal_t2'),
      ),
      waits: fc.integer({ min: 0, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream<Outcome>(fc.constantFrom(...OUTCOMES)),
        fc.infiniteStream(fc.integer({ min: 0, max: 4 })),
        async (steps, outcomes, turns) => {
          const decided = new Map<string, Outcome>()
          const outcomeOf = (imageId: string, read: number): Outcome => {
            const key = `${imageId} ${read}`
            const outcome = decided.get(key) ?? nextOf(outcomes)
            decided.set(key, outcome)
            return outcome
          }
          const shown = pane(disk(outcomeOf, () => nextOf(turns)))
          const expectTruth = () => {
            if (shown.picture() !== undefined) expect(shown.picture()).toBe(ownPixels.get(shown.name()))
          }
          for (const { go, waits } of steps) {
            if (typeof go === 'number') shown.panes.goTo(0, go)
            else shown.panes.assign(0, go)
            expectTruth()
            for (let left = waits; left > 0; left--) {
              await new Promise((resolve) => setImmediate(resolve))
              expectTruth()
            }
          }
          for (let left = 30; left > 0; left--) await new Promise((resolve) => setImmediate(resolve))
          expectTruth()
          expect(shown.picture() === undefined).toBe(shown.failure() !== undefined)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is gone at once, with the reason, when the folder goes away', async () => {
    let isGone = false
    const shown = pane(
      disk(
        () => (isGone ? 'unreadable' : 'shown'),
        () => 0,
      ),
    )
    await settled()
    expect(shown.picture()).toBe(ownPixels.get(shown.name()))
    isGone = true
    shown.panes.goTo(0, 14)
    expect(shown.picture()).toBeUndefined()
    await settled()
    expect(shown.picture()).toBeUndefined()
    expect(shown.failure()?.code).toBe('intake.unreadable-file')
  })

  it('is missing after a bug, which is shown and reported', async () => {
    const shown = pane(
      disk(
        () => 'bug',
        () => 0,
      ),
    )
    await settled()
    expect(shown.picture()).toBeUndefined()
    expect(shown.failure()).toMatchObject({
      code: 'review.image-bug',
      fields: { message: expect.stringContaining('a bug with') as string },
    })
    expect(shown.bugs).toHaveLength(1)
  })
})
