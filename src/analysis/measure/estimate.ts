/** A measured number with its standard uncertainty, in the same unit. */
export type Estimate = { readonly value: number; readonly uncertainty: number }

/** Where a mask's edge is taken to lie. */
export const EDGE = 0.5
/** Where it lies with three chances in four on either side. */
const QUARTILES = [0.25, 0.75] as const
/** Of a normal distribution the quartiles lie this far from the middle, in standard deviations. */
const QUARTILE_SD = 0.6745

/**
 * Reads a quantity with the edges of the masks where they are likeliest; how far it moves when all edges move to their
 * quartiles (a mask is the probability of lying inside) is its uncertainty.
 */
export function estimate(read: (inside: number) => number | undefined): Estimate | undefined {
  const value = read(EDGE)
  if (value === undefined) return undefined
  const moved = QUARTILES.map((inside) => Math.abs((read(inside) ?? value) - value))
  return { value, uncertainty: Math.max(...moved) / QUARTILE_SD }
}

/** a - b, their errors taken for independent. */
export function difference(a: Estimate | undefined, b: Estimate | undefined): Estimate | undefined {
  if (a === undefined || b === undefined) return undefined
  return { value: a.value - b.value, uncertainty: Math.hypot(a.uncertainty, b.uncertainty) }
}

/** a in per cent of b, their errors taken for independent; undefined unless b is above 0. */
export function percentOf(a: Estimate | undefined, b: Estimate | undefined): Estimate | undefined {
  if (a === undefined || b === undefined || b.value <= 0) return undefined
  const share = a.value / b.value
  return {
    value: 100 * share,
    uncertainty: (100 * Math.hypot(a.uncertainty, share * b.uncertainty)) / b.value,
  }
}
