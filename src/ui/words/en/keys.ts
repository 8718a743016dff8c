import type { ViewerAction } from '../../../viewer/keymap.ts'

/** What each key of the viewer does. Actions that the desk does not offer are not listed. */
export const ACTIONS: Readonly<Partial<Record<ViewerAction, string>>> = {
  'next-image': 'Next image',
  'previous-image': 'Previous image',
  'first-image': 'First image',
  'last-image': 'Last image',
  'next-viewport': 'Next pane',
  'previous-viewport': 'Previous pane',
  'next-series': 'Next series',
  'previous-series': 'Previous series',
  'zoom-in': 'Enlarge',
  'zoom-out': 'Reduce',
  fit: 'Fit to the pane',
  'rotate-right': 'Rotate right',
  'rotate-left': 'Rotate left',
  'flip-horizontal': 'Flip left to right',
  'flip-vertical': 'Flip top to bottom',
  invert: 'Invert',
  reset: 'Reset view and window',
  'preset-1': 'Window as acquired',
  'preset-2': 'Window automatic',
  'preset-3': 'Window soft',
  'preset-4': 'Window hard',
  'preset-5': 'Window for fluid',
  'tool-window': 'Window tool',
  'tool-pan': 'Pan tool',
  'tool-zoom': 'Zoom tool',
  'tool-scroll': 'Scroll tool',
  'tool-magnifier': 'Magnifier',
  'tool-probe': 'Probe',
  'tool-length': 'Length',
  'tool-angle': 'Angle',
  'tool-cobb': 'Cobb angle',
  'tool-ellipse': 'Ellipse',
  'tool-arrow': 'Arrow',
  'key-image': 'Mark as key image',
  'hide-overlays': 'Hide overlays while held',
  undo: 'Undo',
  redo: 'Redo',
  help: 'This list',
}

/** The keys on findings; the arrows go from cell to cell. */
export const CELL_KEYS: readonly (readonly [keys: readonly string[], words: string])[] = [
  [['1'], 'Normal/Mild'],
  [['2'], 'Moderate'],
  [['3'], 'Severe'],
  [['0'], 'Not assessed'],
  [['Enter'], 'Confirm the proposal'],
  [['Space'], 'Confirm and go to the next undecided cell'],
  [['n'], 'Next undecided cell, uncertain ones first'],
  [['o'], 'Write a note'],
  [['q'], 'Show the proposal (reader first)'],
  [['Backspace'], 'Withdraw the decision'],
  [['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'], 'From cell to cell'],
]

/** Keys that have a name and no sign. */
export const KEY_NAMES: Readonly<Record<string, string>> = { PageUp: 'Page up', PageDown: 'Page down' }
