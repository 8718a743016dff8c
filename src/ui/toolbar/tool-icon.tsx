import type { Tool } from '../panes/panes-store.ts'

/** Line drawings on a 16 x 16 grid. */
const PATHS = {
  window: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 2v12M8 5h4.5M8 8h6M8 11h4.5',
  pan: 'M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2',
  zoom: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9ZM10.5 10.5l4 4M7 5v4M5 7h4',
  scroll: 'M3.5 5.5h9v8h-9zM5 3.5h6M6.5 1.5h3',
  magnifier: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9ZM10.5 10.5l4 4',
  locate: 'M8 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7ZM8 1v5M8 10v5M1 8h5M10 8h5',
  probe: 'M8 1.5v5M8 9.5v5M1.5 8h5M9.5 8h5',
  length: 'M2.5 13.5l11-11M1 12l3 3M12 1l3 3',
  angle: 'M13 2.5L3 12.5h11M8.5 7.5c1.5 1 2.5 2.5 2.5 5',
  cobb: 'M2 4l12-1.5M2 10l12 3M12 6v3',
  ellipse: 'M8 3.5C4 3.5 1.5 5.5 1.5 8S4 12.5 8 12.5S14.5 10.5 14.5 8S12 3.5 8 3.5Z',
  arrow: 'M13.5 13.5L3 3M3 8V3h5',
  place: 'M4 3h8M4 8h8M4 13h8',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5L7.5 13a2.8 2.8 0 0 1-4-4L5 7.5',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10.5 3l3 3l-3 3M13.5 6H6a3.5 3.5 0 0 0 0 7h4',
  more: 'M2 4.5h12M2 8h12M2 11.5h12',
  image: 'M1.5 3h13v10h-13zM1.5 11l4-4 3 3 2-2 4 3.5M10.5 6h.01',
  series: 'M1.5 2.5h13v11h-13zM5.5 2.5v11',
  findings: 'M1.5 2.5h13v11h-13zM10.5 2.5v11',
} as const satisfies Record<
  Tool | 'link' | 'undo' | 'redo' | 'more' | 'image' | 'series' | 'findings',
  string
>

export function ToolIcon({ tool }: { readonly tool: keyof typeof PATHS }) {
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[tool]} />
    </svg>
  )
}
