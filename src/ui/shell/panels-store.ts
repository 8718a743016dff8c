/** Panels that open over the findings, one at a time. */
export type PanelName =
  'none' | 'models' | 'skipped-files' | 'saved-studies' | 'keys' | 'report' | 'agreement'

let open: PanelName = 'none'
let opener: Element | null = null
const listeners = new Set<() => void>()

/** Which panel is open. Closing gives the focus back to what opened it. */
export const panels = {
  getState: (): PanelName => open,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  show: (name: Exclude<PanelName, 'none'>): void => {
    if (open === 'none') opener = document.activeElement
    change(name)
  },
  close: (): void => {
    if (open === 'none') return
    change('none')
    if (opener instanceof HTMLElement) opener.focus()
    opener = null
  },
}

function change(name: PanelName): void {
  open = name
  for (const listener of [...listeners]) listener()
}
