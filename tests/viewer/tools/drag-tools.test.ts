import { describe, expect, it } from 'vitest'
import { takeTool } from '../../../src/viewer/tools/toolbox.ts'
import { use } from './context.ts'

describe('the window tool', () => {
  it('widens to the right and darkens downwards, by the spread of the values', () => {
    const actions = use(takeTool('window'), 'down 100 100, move 700 100, move 100 700')
    const windows = actions.map((action) => (action.kind === 'window' ? action.window : undefined))
    expect(windows[0]!.center).toBe(500)
    expect(windows[0]!.width).toBeCloseTo(1000 + 990, -1)
    expect(windows[1]!.width).toBe(1000)
    expect(windows[1]!.center).toBeCloseTo(500 + 990, -1)
  })

  it('comes back exactly to where it began, and never closes', () => {
    const actions = use(takeTool('window'), 'down 100 100, move -9000 50, move 100 100')
    expect(actions[0]).toMatchObject({ window: { width: expect.closeTo(2, 0) as number } })
    expect(actions[1]).toEqual({ kind: 'window', window: { center: 500, width: 1000 } })
  })

  it('does nothing on hover, and nothing after letting go or cancelling', () => {
    expect(use(takeTool('window'), 'hover 5 5, move 50 50')).toEqual([])
    expect(use(takeTool('window'), 'down 0 0, up 0 0, move 50 50')).toEqual([])
    expect(use(takeTool('window'), 'down 0 0, cancel, move 50 50')).toEqual([])
  })
})

describe('pan and zoom', () => {
  it('pans by what the pointer moved since the last event', () => {
    expect(use(takeTool('pan'), 'down 10 10, move 15 8, up 16 8')).toEqual([
      { kind: 'pan', by: [5, -2] },
      { kind: 'pan', by: [1, 0] },
    ])
  })

  it('enlarges downwards about where the drag began; up and down again cancels out', () => {
    const actions = use(takeTool('zoom'), 'down 30 40, move 30 240, move 30 40')
    const factors = actions.map((action) => (action.kind === 'zoom' ? action.factor : 0))
    expect(actions.every((action) => action.kind === 'zoom' && action.about[1] === 40)).toBe(true)
    expect(factors[0]).toBeCloseTo(Math.E, 9)
    expect(factors[0]! * factors[1]!).toBeCloseTo(1, 9)
  })
})

describe('the scroll tool', () => {
  it('pays out whole images and comes back to the first', () => {
    const actions = use(takeTool('scroll'), 'down 0 0, move 0 5, move 0 13, move 0 50, move 0 0')
    const images = actions.map((action) => (action.kind === 'scroll' ? action.images : NaN))
    expect(images).toEqual([1, 3, -4])
  })
})

describe('the magnifier', () => {
  it('is there while the pointer is down', () => {
    expect(use(takeTool('magnifier'), 'hover 1 1, down 10 10, move 20 20, up 20 20, hover 30 30')).toEqual([
      { kind: 'magnify', at: [10, 10] },
      { kind: 'magnify', at: [20, 20] },
      { kind: 'magnify', at: undefined },
    ])
  })
})
