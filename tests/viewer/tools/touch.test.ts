import { describe, expect, it } from 'vitest'
import { NO_TOUCH, stepTouch } from '../../../src/viewer/tools/touch.ts'
import type { TouchInput } from '../../../src/viewer/tools/touch.ts'
import type { ToolAction } from '../../../src/viewer/tools/tool.ts'

/** Events written as `down 1 10 20`: phase, finger, x, y. */
function touch(events: string): ToolAction[] {
  let state = NO_TOUCH
  return events.split(',').flatMap((event) => {
    const [phase, finger, x, y] = event.trim().split(' ')
    const input: TouchInput = {
      phase: phase as TouchInput['phase'],
      finger: Number(finger),
      at: [Number(x), Number(y)],
    }
    const step = stepTouch(state, input)
    state = step.state
    return [...step.actions]
  })
}

describe('two fingers', () => {
  it('zoom by how far they part, and pan with their middle', () => {
    const actions = touch('down 1 100 100, down 2 200 100, move 2 220 100, move 2 320 100')
    expect(actions).toEqual([
      { kind: 'pan', by: [50, 0] },
      { kind: 'zoom', factor: 220 / 120, about: [210, 100] },
    ])
  })

  it('scroll when both go the same way, and go on scrolling though they part', () => {
    const apart = touch(
      'down 1 100 100, down 2 200 100, move 1 100 116, move 2 200 116, move 1 100 148, move 2 240 148',
    )
    const images = apart.map((action) => (action.kind === 'scroll' ? action.images : NaN))
    expect(images.reduce((sum, count) => sum + count, 0)).toBe(3)
  })

  it('do nothing as one, nor as three', () => {
    expect(touch('down 1 100 100, move 1 300 300')).toEqual([])
    expect(touch('down 1 0 0, down 2 50 0, down 3 90 0, move 3 300 300, move 3 600 300')).toEqual([])
  })

  it('start afresh when one is lifted', () => {
    const again = 'down 1 0 0, down 2 100 0, move 2 150 0, up 2 150 0, down 2 60 0, move 2 62 0'
    expect(touch(again)).toEqual([])
  })
})
