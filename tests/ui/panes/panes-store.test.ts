import { describe, expect, it } from 'vitest'
import { paneSources } from '../../../src/ui/panes/pane-sources.ts'
import { createPanes, imageIn } from '../../../src/ui/panes/panes-store.ts'
import { add } from '../../../src/domain/geometry.ts'
import { LEVELS } from '../../../src/domain/level.ts'
import type { Study } from '../../../src/domain/study.ts'
import { DISC_CENTRES, FAKE_STUDY } from '../workbench/fake-study.ts'

function hung() {
  const panes = createPanes('lead')
  panes.hang(paneSources(FAKE_STUDY, FAKE_STUDY.roles))
  const z = (slot: number) => imageIn(panes.store.getState(), slot)?.geometry.position[2]
  const index = (slot: number) => panes.store.getState().slots[slot]?.index
  return { panes, z, index }
}

describe('hanging', () => {
  it('hangs sagittal T2, sagittal T1, axial T2, mid-sagittal first', () => {
    const { panes, index } = hung()
    expect(panes.store.getState().slots.map(({ sourceKey }) => sourceKey)).toEqual([
      'role:sagittal_t2',
      'role:sagittal_t1',
      'role:axial_t2',
      undefined,
    ])
    expect([index(0), index(1)]).toEqual([7, 7])
  })

  it('puts axial images from head to feet whatever their order in the file', () => {
    const axial = FAKE_STUDY.stacks[2]!
    const study = { ...FAKE_STUDY, stacks: [{ ...axial, images: axial.images.toReversed() }] }
    const [source] = paneSources(study, [])
    const heights = source!.images.map(({ geometry }) => geometry.position[2])
    expect(heights).toEqual([...heights].sort((a, b) => b - a))
  })

  it('takes every pane to a point, and to the very image that is named', () => {
    const { panes, z, index } = hung()
    const named = FAKE_STUDY.stacks[0]!.images[2]!
    panes.goToTarget({ point: [-13.2, 20, 0], imageId: named.id })
    expect(index(0)).toBe(2)
    expect(index(1)).toBe(4)
    expect(Math.abs(z(2)! - 15)).toBeLessThan(6)
  })

  it('stays within the series', () => {
    const { panes, index } = hung()
    panes.step(0, 100)
    expect(index(0)).toBe(14)
    panes.goTo(0, -3)
    expect(index(0)).toBe(0)
  })

  it('brings another series of the same plane at the place that the pane shows', () => {
    const { panes, index } = hung()
    panes.goTo(0, 3)
    panes.assign(0, 'role:sagittal_t1')
    expect(index(0)).toBe(3)
    panes.assign(0, 'role:sagittal_t2')
    expect(index(0)).toBe(3)
  })

  it('brings a series of another plane at the point that the reader went to', () => {
    const { panes, z } = hung()
    panes.goToTarget({ point: DISC_CENTRES[1]!, imageId: undefined })
    const there = z(2)
    panes.assign(0, 'role:axial_t2')
    expect(z(0)).toBe(there)
  })

  it('brings a series back at the image that it was left at', () => {
    const { panes, index } = hung()
    panes.goTo(0, 3)
    panes.assign(0, 'role:axial_t2')
    panes.assign(0, 'role:sagittal_t2')
    expect(index(0)).toBe(3)
  })

  it('keeps the image on screen when only the roles change', () => {
    const { panes } = hung()
    panes.goTo(0, 3)
    const before = imageIn(panes.store.getState(), 0)
    panes.rehang(paneSources(FAKE_STUDY, FAKE_STUDY.roles.slice(0, 2)))
    expect(imageIn(panes.store.getState(), 0)).toBe(before)
    expect(panes.store.getState().sources.map(({ key }) => key)).toContain('stack:1.3/1')
  })
})

describe('a prior beside the current study', () => {
  const there = { ...FAKE_STUDY, studyInstanceUid: '1.9', date: '2024-05-02' }
  const BESIDE = 40
  const prior: Study = {
    ...there,
    stacks: there.stacks.map((stack) => ({
      ...stack,
      images: stack.images.map(({ geometry, ...image }) => ({
        ...image,
        id: `then ${image.id}`,
        geometry: { ...geometry, position: add(geometry.position, [BESIDE, 0, 0]) },
      })),
    })),
  }
  const spine = LEVELS.map((level, index) => ({ level, centre: DISC_CENTRES[index]! }))
  const moved = spine.map(({ level, centre }) => ({ level, centre: add(centre, [BESIDE, 0, 0]) }))

  function hungTogether(isLinked = true) {
    const panes = createPanes('quad')
    const sources = [
      ...paneSources(FAKE_STUDY, FAKE_STUDY.roles),
      ...paneSources(prior, prior.roles, 'prior'),
    ]
    panes.hang(sources)
    if (isLinked) panes.setSpines({ current: spine, prior: moved })
    const index = (slot: number) => panes.store.getState().slots[slot]!.index
    return { panes, index }
  }

  it('hangs like beside like', () => {
    const { panes } = hungTogether()
    expect(panes.store.getState().slots.map(({ sourceKey }) => sourceKey)).toEqual([
      'role:sagittal_t2',
      'prior:role:sagittal_t2',
      'role:axial_t2',
      'prior:role:axial_t2',
    ])
  })

  it('follows by level, though the patient lay elsewhere', () => {
    const { panes, index } = hungTogether()
    panes.goTo(0, 3)
    expect(index(1)).toBe(3)
    panes.goToTarget({ point: DISC_CENTRES[1]!, imageId: undefined })
    expect([index(1), index(3)]).toEqual([index(0), index(2)])
    panes.goTo(3, index(3) + 4)
    expect(index(2)).toBe(index(3))
  })

  it('stays where it is while nothing links both', () => {
    const { panes, index } = hungTogether(false)
    const before = index(1)
    panes.goTo(0, 3)
    expect([index(0), index(1)]).toEqual([3, before])
  })
})
