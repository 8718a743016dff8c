import type { Layout } from '../panes/layout.ts'

const PARTITIONS = {
  single: '',
  pair: 'M8 2.5v11',
  lead: 'M9.5 2.5v11M9.5 8h5',
  triple: 'M5.5 2.5v11M10.5 2.5v11',
  quad: 'M8 2.5v11M1.5 8h13',
} as const satisfies Record<Layout, string>

export function LayoutIcon({ layout }: { readonly layout: Layout }) {
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <rect x="1.5" y="2.5" width="13" height="11" rx="1" />
      <path d={PARTITIONS[layout]} />
    </svg>
  )
}
