import type { CanvasSize } from '../../viewer/view.ts'
import type { Desk } from '../desk.ts'
import type { Layout } from './layout.ts'

/** Panes beside each other need this much width, CSS pixels; below it the findings and one pane remain. */
const WIDE_PX = 1200
/** Width over height of the page from which three panes beside each other waste less of it than one large and two small ones. */
const VERY_WIDE = 2.2

/** The layout to begin with: one pane where there is no room for more, four with a prior, else what this reader used last. */
export function usualLayout(
  { width, height }: CanvasSize,
  preferred: Layout | undefined,
  hasPrior: boolean,
): Layout {
  if (width < WIDE_PX) return 'single'
  if (hasPrior) return 'quad'
  return preferred ?? (width / height < VERY_WIDE ? 'lead' : 'triple')
}

/** Lays the panes out anew when a prior comes or goes, and when the page becomes narrow or wide. */
export function followLayout({ panes, preferences }: Pick<Desk, 'panes' | 'preferences'>): void {
  const hasPrior = () => panes.store.getState().sources.some(({ study }) => study === 'prior')
  const layOut = () => panes.setLayout(usualLayout(pageSize(), preferences.getState().layout, hasPrior()))
  let had = false
  panes.store.subscribe((state, before) => {
    if (state.sources === before.sources || hasPrior() === had) return
    had = hasPrior()
    layOut()
  })
  matchMedia(`(width < ${WIDE_PX}px)`).addEventListener('change', layOut)
}

export function pageSize(): CanvasSize {
  return { width: window.innerWidth, height: window.innerHeight }
}
