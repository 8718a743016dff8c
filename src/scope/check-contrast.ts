import { diagnose } from '../domain/diagnostic.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { RoleChoice, Stack, Study } from '../domain/study.ts'
import { cellsReadOn } from './cells-touched.ts'

/** Contrast agent in a series' name, as scanners' protocols write it in English, German, French and Spanish. */
const CONTRAST_NAME =
  /(^|[\s_\-+/.(])(gd|gad|gado\w*|dotarem|km|kontrast|contrast\w*|post\s?(contrast|gd|km)|ce|c\+|\+c|\+gd|inj)($|[\s_\-+/.)])/iu

/** Fat saturation in a T1's name: the foraminal grader looks for the fat round the root. */
const FAT_SATURATED_NAME = /(^|[\s_\-+/.(])(fs|fat\s?sat\w*|spir|spair|stir|dixon|fsat)($|[\s_\-+/.)])/iu

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
    const saturated = role === 'sagittal_t1' ? used.find(isFatSaturated) : undefined
    const enhanced = used.find(isEnhanced)
    const touches = cellsReadOn(role, roles)
    return [
      ...(saturated === undefined
        ? []
        : [{ diagnostic: about('review.fat-saturated', saturated), effect: 'withhold' as const, touches }]),
      ...(enhanced === undefined
        ? []
        : [{ diagnostic: about('review.contrast-agent', enhanced), effect: 'mark' as const, touches }]),
    ]
  })
}

function isEnhanced({ contrastAgent, description }: Stack): boolean {
  return (
    (contrastAgent !== undefined && !/^\s*(no|none|nein|ohne|0)?\s*$/iu.test(contrastAgent)) ||
    CONTRAST_NAME.test(description)
  )
}

function isFatSaturated({ description }: Stack): boolean {
  return FAT_SATURATED_NAME.test(description)
}

function about(
  code: 'review.fat-saturated' | 'review.contrast-agent',
  { description, contrastAgent }: Stack,
) {
  return diagnose(code, 'warning', description, { agent: contrastAgent ?? '' })
}
