/** How panes lie; the first word of each is how many there are. */
export const LAYOUTS = ['single', 'pair', 'lead', 'triple', 'quad'] as const
export type Layout = (typeof LAYOUTS)[number]

export const PANES_IN = { single: 1, pair: 2, lead: 3, triple: 3, quad: 4 } as const satisfies Record<
  Layout,
  number
>

/** A place for a series: the series in it, by its source's key, and the index of the image shown. */
export type Slot = { readonly sourceKey: string | undefined; readonly index: number }

/** All four places, of which a layout shows the first few. */
export type Slots = readonly [Slot, Slot, Slot, Slot]
