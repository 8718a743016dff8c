import type { CellKey } from './decision.ts'
import type { Diagnostic } from './diagnostic.ts'

/**
 * Something that speaks against reading this study with the model. `mark`: the grades that it touches are shown with it beside
 * them. `withhold`: they are not shown at all; the reader grades by hand.
 */
export type ScopeCheck = {
  readonly diagnostic: Diagnostic
  readonly effect: 'mark' | 'withhold'
  readonly touches: 'all' | readonly CellKey[]
}

export function touchesCell({ touches }: Pick<ScopeCheck, 'touches'>, cell: CellKey): boolean {
  return touches === 'all' || touches.includes(cell)
}
