import type { Quantity } from '../../domain/annotation.ts'
import type { AnnotationDraft } from '../../viewer/tools/tool.ts'
import { decimal } from '../../words/numbers.ts'
import { WORDS } from '../../words/words.ts'

/** What an annotation says, line by line: its words, then what it measures. */
export function annotationLines({ kind, quantities, text }: AnnotationDraft): readonly string[] {
  const words = text === '' ? [] : [text]
  if (kind !== 'probe') return [...words, ...quantities.map(quantityInWords)]
  const of = (...names: readonly Quantity['name'][]) =>
    quantities.filter(({ name }) => names.includes(name)).map(quantityInWords)
  return [...words, ...of('value'), of('column', 'row').join('  '), of('x', 'y', 'z').join('  ')]
}

/** Its name for screen readers: the tool that drew it, then all that it says. */
export function annotationName(annotation: AnnotationDraft): string {
  return [WORDS.tools[annotation.kind], ...annotationLines(annotation)].join(', ')
}

/** `12.3 ± 0.2 mm`, with the digits that the uncertainty allows. Pixels are counted; grey values have no unit. */
function quantityInWords({ name, value, unit, uncertainty }: Quantity): string {
  const isLength = unit === 'mm' || unit === 'mm²' || unit === '°'
  const digits = isLength ? 1 : Number.isInteger(value) || Math.abs(value) >= 10 ? 0 : 2
  const written = (number: number) => decimal(number, digits, WORDS.locale)
  const spread = uncertainty === undefined ? '' : ` ± ${written(uncertainty)}`
  const measured = `${written(value)}${spread}${unit === '' || unit === 'px' ? '' : ` ${unit}`}`
  const label = WORDS.quantities[name]
  return label === '' ? measured : `${label} ${measured}`
}
