/** Line drawings on a 12 x 12 grid. */
const PATHS = {
  tiles: 'M1.5 1.5h3.5v3.5H1.5zM7 1.5h3.5v3.5H7zM1.5 7h3.5v3.5H1.5zM7 7h3.5v3.5H7z',
  alone: 'M4.5 1.5h-3v3M7.5 1.5h3v3M4.5 10.5h-3v-3M7.5 10.5h3v-3',
  all: 'M1.5 4.5h3v-3M10.5 4.5h-3v-3M1.5 7.5h3v3M10.5 7.5h-3v3',
  linked: 'M5 7l2.5-2.5M5.5 3.5l1-1a2 2 0 0 1 3 3l-1 1M6.5 8.5l-1 1a2 2 0 0 1-3-3l1-1',
  unlinked: 'M5.5 3.5l1-1a2 2 0 0 1 3 3l-1 1M6.5 8.5l-1 1a2 2 0 0 1-3-3l1-1M2 2l8 8',
} as const

export function PaneIcon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg className="icon" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
