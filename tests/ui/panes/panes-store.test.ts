import { describe, expect, it } from 'vitest'
import { paneSources } from '../../../src/ui/panes/pane-sources.ts'
import { createPanes, imageIn } from '../../../src/ui/panes/panes-store.ts'
import { FAKE_STUDY } from '../workbench/fake-study.ts'

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

  it('keeps the image on screen when only the roles change', () => {
    const { panes } = hung()
    panes.goTo(0, 3)
    const before = imageIn(panes.store.getState(), 0)
    panes.rehang(paneSources(FAKE_STUDY, FAKE_STUDY.roles.slice(0, 2)))
    expect(imageIn(panes.store.getState(), 0)).toBe(before)
    expect(panes.store.getState().sources.map(({ key }) => key)).toContain('stack:1.3/1')
  })
})
