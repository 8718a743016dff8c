/** What a key can do in the reading room. The screens say what each means; this room only knows the keys. */
export const VIEWER_ACTIONS = [
  'next-image',
  'previous-image',
  'first-image',
  'last-image',
  'next-viewport',
  'previous-viewport',
  'next-series',
  'previous-series',
  'zoom-in',
  'zoom-out',
  'fit',
  'rotate-right',
  'rotate-left',
  'flip-horizontal',
  'flip-vertical',
  'invert',
  'reset',
  'cine',
  'preset-1',
  'preset-2',
  'preset-3',
  'preset-4',
  'preset-5',
  'tool-window',
  'tool-pan',
  'tool-zoom',
  'tool-scroll',
  'tool-locate',
  'tool-magnifier',
  'tool-probe',
  'tool-length',
  'tool-angle',
  'tool-cobb',
  'tool-ellipse',
  'tool-arrow',
  'next-annotation',
  'previous-annotation',
  'key-image',
  'one-up',
  'tiles',
  'next-layout',
  'fold-series',
  'fold-findings',
  'open-folder',
  'hide-overlays',
  'undo',
  'redo',
  'cancel',
  'delete',
  'help',
] as const
export type ViewerAction = (typeof VIEWER_ACTIONS)[number]

/** Actions that last while their key is down. */
const HELD_ACTIONS = ['hide-overlays'] as const satisfies readonly ViewerAction[]
export type HeldAction = (typeof HELD_ACTIONS)[number]

/**
 * A key as it is written down: modifiers in the order Ctrl, Alt, Shift, then `KeyboardEvent.key` (letters small, the space bar
 * `Space`), joined by `+`. Ctrl stands for the command key on a Mac. Shift is only written with keys that print nothing or
 * a letter: `?` is `?` on every keyboard.
 */
export type KeyName = string

/** The keys of each action. An action may have none. */
export type Keymap = Readonly<Record<ViewerAction, readonly KeyName[]>>

/**
 * OHIF's keys where it has one, since readers have them in their fingers; Cauda's own after the tools. One differs: H only hides
 * the overlays while it is held, since a tap that was meant to peek must not mirror the patient. Flipping is Shift+H.
 */
export const DEFAULT_KEYMAP: Keymap = {
  'next-image': ['ArrowDown'],
  'previous-image': ['ArrowUp'],
  'first-image': ['Home'],
  'last-image': ['End'],
  'next-viewport': ['ArrowRight'],
  'previous-viewport': ['ArrowLeft'],
  'next-series': ['PageDown'],
  'previous-series': ['PageUp'],
  'zoom-in': ['+'],
  'zoom-out': ['-'],
  fit: ['='],
  'rotate-right': ['r'],
  'rotate-left': ['l'],
  'flip-horizontal': ['Shift+h'],
  'flip-vertical': ['v'],
  invert: ['i'],
  reset: ['Space'],
  cine: ['c'],
  'preset-1': ['1'],
  'preset-2': ['2'],
  'preset-3': ['3'],
  'preset-4': ['4'],
  'preset-5': ['5'],
  'tool-window': ['w'],
  'tool-pan': ['p'],
  'tool-zoom': ['z'],
  'tool-scroll': ['s'],
  'tool-locate': ['x'],
  'tool-magnifier': ['m'],
  'tool-probe': ['b'],
  'tool-length': ['d'],
  'tool-angle': ['a'],
  'tool-cobb': ['Shift+a'],
  'tool-ellipse': ['e'],
  'tool-arrow': ['t'],
  'next-annotation': ['.'],
  'previous-annotation': [','],
  'key-image': ['k'],
  'one-up': ['f'],
  tiles: ['g'],
  'next-layout': ['y'],
  'fold-series': ['['],
  'fold-findings': [']'],
  'open-folder': ['Ctrl+o'],
  'hide-overlays': ['h'],
  undo: ['Ctrl+z'],
  redo: ['Ctrl+y', 'Ctrl+Shift+z'],
  cancel: ['Escape'],
  delete: ['Backspace', 'Delete'],
  help: ['?'],
}

/** The part of a KeyboardEvent that names its key. */
export type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export function keyName({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): KeyName {
  const isLetter = /^\p{L}$/u.test(key)
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key
  const saysShift = shiftKey && (isLetter || name.length > 1)
  return [ctrlKey || metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', saysShift ? 'Shift' : '', name]
    .filter((part) => part !== '')
    .join('+')
}

/** What a tap of a key asks for; undefined for a key that has no action. */
export function actionOf(keymap: Keymap, press: KeyPress): Exclude<ViewerAction, HeldAction> | undefined {
  const name = keyName(press)
  return VIEWER_ACTIONS.filter((action) => !isHeld(action)).find((action) => keymap[action].includes(name))
}

/** What holding a key does. */
export function heldActionOf(keymap: Keymap, press: KeyPress): HeldAction | undefined {
  const name = keyName(press)
  return HELD_ACTIONS.find((action) => keymap[action].includes(name))
}

/** The action that a key belongs to. */
export function holderOf(keymap: Keymap, key: KeyName): ViewerAction | undefined {
  return VIEWER_ACTIONS.find((action) => keymap[action].includes(key))
}

/** Gives an action this key alone, and takes it from any other: one key never does two things. Undefined: no key. */
export function giveKey(keymap: Keymap, action: ViewerAction, key: KeyName | undefined): Keymap {
  const entries = VIEWER_ACTIONS.map((other) => {
    if (other === action) return [other, key === undefined ? [] : [key]] as const
    return [other, keymap[other].filter((name) => name !== key)] as const
  })
  return Object.fromEntries(entries) as unknown as Keymap
}

/** A stored keymap over the defaults: unknown actions and malformed keys are left out, actions it does not name keep theirs. */
export function keymapFrom(stored: unknown): Keymap {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_KEYMAP
  let keymap = DEFAULT_KEYMAP
  for (const [action, keys] of Object.entries(stored)) {
    if (!isViewerAction(action) || !Array.isArray(keys)) continue
    const names = keys.filter((key): key is KeyName => typeof key === 'string' && key !== '')
    const others = VIEWER_ACTIONS.filter((other) => other !== action)
    const freed = others.map((other) => [other, keymap[other].filter((name) => !names.includes(name))])
    keymap = { ...(Object.fromEntries(freed) as unknown as Keymap), [action]: names }
  }
  return keymap
}

function isViewerAction(name: string): name is ViewerAction {
  return (VIEWER_ACTIONS as readonly string[]).includes(name)
}

function isHeld(action: ViewerAction): action is HeldAction {
  return (HELD_ACTIONS as readonly ViewerAction[]).includes(action)
}
