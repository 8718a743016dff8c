import { describe, expect, it } from 'vitest'
import { stepWheel, WHEEL_AT_REST } from '../../../src/viewer/tools/wheel.ts'
import type { WheelInput } from '../../../src/viewer/tools/wheel.ts'

/** Images scrolled by each of these events, 16 ms apart. */
function scroll(events: readonly Partial<WheelInput>[]): number[] {
  let state = WHEEL_AT_REST
  return events.map((event, index) => {
    const input = { deltaY: 0, deltaMode: 0, ctrlKey: false, at: [0, 0] as const, time: index * 16, ...event }
    const step = stepWheel(state, input)
    state = step.state
    const [action] = step.actions
    return action?.kind === 'scroll' ? action.images : 0
  })
}

describe('the wheel', () => {
  it('scrolls one image a notch, at any zoom of the page and in lines too', () => {
    expect(scroll([{ deltaY: 100 }, { deltaY: 120 }, { deltaY: -53 }])).toEqual([1, 1, -1])
    expect(
      scroll([
        { deltaY: 3, deltaMode: 1 },
        { deltaY: -3, deltaMode: 1 },
      ]),
    ).toEqual([1, -1])
  })

  // 13 px in Chrome on macOS, 21.66 on Windows, 12 in Edge: microsoft/vscode#70515; 4.000244140625: gblazex.
  it.each([100, 21.66, 13, 12, 4.000244140625])(
    'scrolls one image for each slow click of %d px',
    (deltaY) => {
      const clicks = (sign: number) => [0, 400, 800, 900].map((time) => ({ deltaY: sign * deltaY, time }))
      expect(scroll(clicks(1))).toEqual([1, 1, 1, 1])
      expect(scroll(clicks(-1))).toEqual([-1, -1, -1, -1])
    },
  )

  it('shows the first image of a movement of a trackpad at once, and adds the rest up', () => {
    const swipe = scroll(Array.from({ length: 12 }, () => ({ deltaY: 12 })))
    expect(swipe).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1])
  })

  it('begins anew when the direction turns, and after a pause', () => {
    expect(scroll([{ deltaY: 30 }, { deltaY: -30 }, { deltaY: -6 }])).toEqual([1, -1, 0])
    expect(scroll([{ deltaY: 30 }, { deltaY: 30, time: 1000 }])).toEqual([1, 1])
  })

  it('takes the tremor of a sideways movement for no click, but adds it up', () => {
    expect(scroll([{ deltaY: 1 }, { deltaY: -1 }, { deltaY: 2, time: 1000 }])).toEqual([0, 0, 0])
    expect(scroll(Array.from({ length: 18 }, () => ({ deltaY: 2 })))).toEqual([
      ...Array<number>(17).fill(0),
      1,
    ])
  })

  it('zooms with Ctrl, about the pointer, and back again', () => {
    const pinch = (deltaY: number): number => {
      const input = { deltaY, deltaMode: 0, ctrlKey: true, at: [7, 9] as const, time: 0 }
      const [action] = stepWheel(WHEEL_AT_REST, input).actions
      if (action?.kind !== 'zoom') throw new Error('no zoom')
      expect(action.about).toEqual([7, 9])
      return action.factor
    }
    expect(pinch(-10)).toBeGreaterThan(1)
    expect(pinch(10) * pinch(-10)).toBeCloseTo(1, 9)
    expect(pinch(-1000)).toBe(pinch(-50))
  })
})
