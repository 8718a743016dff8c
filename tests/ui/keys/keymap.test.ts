import { describe, expect, it } from 'vitest'
import {
  actionOf,
  DEFAULT_KEYMAP,
  giveKey,
  heldActionOf,
  holderOf,
  keymapFrom,
  keyName,
  VIEWER_ACTIONS,
} from '../../../src/ui/keys/keymap.ts'
import type { KeyPress } from '../../../src/ui/keys/keymap.ts'

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers }
}

describe('the default keymap', () => {
  it("has OHIF's keys", () => {
    const ohif = {
      ArrowDown: 'next-image',
      ArrowUp: 'previous-image',
      ArrowLeft: 'previous-viewport',
      ArrowRight: 'next-viewport',
      PageUp: 'previous-series',
      PageDown: 'next-series',
      Home: 'first-image',
      End: 'last-image',
      '+': 'zoom-in',
      '-': 'zoom-out',
      '=': 'fit',
      z: 'tool-zoom',
      r: 'rotate-right',
      l: 'rotate-left',
      v: 'flip-vertical',
      i: 'invert',
      c: 'cine',
      ' ': 'reset',
      '1': 'preset-1',
      '5': 'preset-5',
      Escape: 'cancel',
      Backspace: 'delete',
    }
    for (const [key, action] of Object.entries(ohif))
      expect(actionOf(DEFAULT_KEYMAP, press(key))).toBe(action)
    expect(actionOf(DEFAULT_KEYMAP, press('z', { ctrlKey: true }))).toBe('undo')
    expect(actionOf(DEFAULT_KEYMAP, press('z', { metaKey: true }))).toBe('undo')
    expect(actionOf(DEFAULT_KEYMAP, press('y', { ctrlKey: true }))).toBe('redo')
  })

  it('gives each key one meaning', () => {
    const keys = VIEWER_ACTIONS.flatMap((action) => DEFAULT_KEYMAP[action])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('hides the overlays while h is held and flips only with Shift', () => {
    expect(actionOf(DEFAULT_KEYMAP, press('h'))).toBeUndefined()
    expect(heldActionOf(DEFAULT_KEYMAP, press('h'))).toBe('hide-overlays')
    expect(actionOf(DEFAULT_KEYMAP, press('H', { shiftKey: true }))).toBe('flip-horizontal')
    expect(heldActionOf(DEFAULT_KEYMAP, press('i'))).toBeUndefined()
  })
})

describe('keyName', () => {
  it.each([
    [press('A', { shiftKey: true }), 'Shift+a'],
    [press('?', { shiftKey: true }), '?'],
    [press('+', { shiftKey: true }), '+'],
    [press('ArrowUp', { shiftKey: true, altKey: true }), 'Alt+Shift+ArrowUp'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+z'],
    [press('Я'), 'я'],
  ])('of %o is %s', (key, name) => expect(keyName(key)).toBe(name))
})

describe('changing keys', () => {
  it('gives a key to one action and takes it from the one that had it', () => {
    expect(holderOf(DEFAULT_KEYMAP, 'h')).toBe('hide-overlays')
    const keymap = giveKey(DEFAULT_KEYMAP, 'tool-length', 'h')
    expect(keymap['tool-length']).toEqual(['h'])
    expect(keymap['hide-overlays']).toEqual([])
    expect(holderOf(keymap, 'd')).toBeUndefined()
    expect(giveKey(keymap, 'tool-length', undefined)['tool-length']).toEqual([])
  })

  it('reads a stored keymap over the defaults and drops what makes no sense', () => {
    const keymap = keymapFrom({ invert: ['j', 7, ''], 'no-such-action': ['q'], cine: 'c', help: [] })
    expect(keymap.invert).toEqual(['j'])
    expect(keymap.cine).toEqual(['c'])
    expect(keymap.help).toEqual([])
    expect(Object.keys(keymap).sort()).toEqual([...VIEWER_ACTIONS].sort())
    expect(keymapFrom('nonsense')).toBe(DEFAULT_KEYMAP)
    expect(keymapFrom(JSON.parse(JSON.stringify(DEFAULT_KEYMAP)))).toEqual(DEFAULT_KEYMAP)
  })
})
