/** What a key does to the selected cell. These win over the viewer's keys unless the focus is on an image. */
const CELL_KEYS = {
  '1': 'grade-normal-mild',
  '2': 'grade-moderate',
  '3': 'grade-severe',
  '0': 'grade-not-assessed',
  Enter: 'confirm',
  Space: 'confirm-and-next',
  n: 'next-undecided',
  Backspace: 'withdraw',
  Delete: 'withdraw',
  o: 'note',
  q: 'reveal',
} as const
export type CellAct = (typeof CELL_KEYS)[keyof typeof CELL_KEYS]

export function cellActOf(key: string): CellAct | undefined {
  return Object.hasOwn(CELL_KEYS, key) ? CELL_KEYS[key as keyof typeof CELL_KEYS] : undefined
}

/** Keys that mean the same wherever the focus is, so that no action of the viewer can have them. */
export const RESERVED_KEYS: readonly string[] = ['n', 'Enter', 'Tab', 'Shift+Tab']
