import { diagnose } from '../domain/diagnostic.ts'
import type { CellKey } from '../domain/decision.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { RoleChoice, Stack, Study } from '../domain/study.ts'
import { cellsReadOn } from './cells-touched.ts'

/**
 * Series taken after contrast agent, and fat-saturated T1. Nobody trained on them: after contrast the grades are marked; without the
 * signal of fat the foraminal grades are withheld.
 */
export function checkContrast(
  { stacks }: Pick<Study, 'stacks'>,
  roles: readonly RoleChoice[],
): readonly ScopeCheck[] {
  return roles.flatMap(({ role, stackIds }) => {
    const used = stacks.filter(({ id }) => stackIds.includes(id))
    const saturated = role === 'sagittal_t1' ? used.find(({ isFatSaturated }) => isFatSaturated) : undefined
    const touches = cellsReadOn(role, roles)
    return [
      ...(saturated === undefined ? [] : [withheldFor(saturated, touches)]),
      ...used.flatMap((stack) => markedFor(stack, touches)).slice(0, 1),
    ]
  })
}

function withheldFor({ description }: Stack, touches: readonly CellKey[]): ScopeCheck {
  const diagnostic = diagnose('review.fat-saturated', 'warning', description)
  return { diagnostic, effect: 'withhold', touches }
}

function markedFor(
  { description, contrastAgent }: Stack,
  touches: readonly CellKey[],
): readonly ScopeCheck[] {
  if (contrastAgent === undefined) return []
  const diagnostic = diagnose('review.contrast-agent', 'warning', description, contrastAgent)
  return [{ diagnostic, effect: 'mark', touches }]
}
