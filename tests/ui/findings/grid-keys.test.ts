import { expect, it } from 'vitest'
import { neighbour } from '../../../src/ui/findings/grid-keys.ts'

it.each<[string, number, string, boolean, number | undefined]>([
  ['right', 0, 'ArrowRight', false, 1],
  ['down', 2, 'ArrowDown', false, 7],
  ['stops at the left edge', 5, 'ArrowLeft', false, undefined],
  ['stops at the right edge', 9, 'ArrowRight', false, undefined],
  ['stops at the top', 3, 'ArrowUp', false, undefined],
  ['stops at the bottom', 24, 'ArrowDown', false, undefined],
  ['to the row’s start', 13, 'Home', false, 10],
  ['to the row’s end', 13, 'End', false, 14],
  ['to the first cell', 13, 'Home', true, 0],
  ['to the last cell', 13, 'End', true, 24],
  ['any other key', 13, 'a', false, undefined],
])('%s', (_, place, key, isCtrl, expected) => {
  expect(neighbour(place, key, isCtrl)).toBe(expected)
})
