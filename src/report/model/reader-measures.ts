import { ANNOTATION_POINTS } from '../../domain/annotation.ts'
import type { Annotation, AnnotationKind, Quantity } from '../../domain/annotation.ts'
import type { Study } from '../../domain/study.ts'
import { imageTitle } from './image-title.ts'

const NAMES: Readonly<Partial<Record<AnnotationKind, string>>> = {
  length: 'length',
  angle: 'angle',
  cobb: 'Cobb angle',
  ellipse: 'ellipse',
  arrow: 'arrow',
}

const TOLD: readonly Quantity['name'][] = ['length', 'angle', 'area', 'mean', 'sd']

/** What the reader drew, each with its measure, its words and its image: `length 12.3 mm (Sagittal T2, image 9 of 18)`. */
export function readerMeasures(study: Study, annotations: readonly Annotation[]): readonly string[] {
  return annotations
    .filter(
      ({ kind, points, text }) => points.length === ANNOTATION_POINTS[kind] && (NAMES[kind] ?? text) !== '',
    )
    .map(({ kind, quantities, text, imageId }) => {
      const measures = quantities.filter(({ name }) => TOLD.includes(name)).map(quantityInWords)
      const name = NAMES[kind] ?? kind
      const words = [name, measures.join(', '), text === '' ? '' : `"${text}"`].filter((part) => part !== '')
      return `${words.join(' ')} (${imageTitle(study, imageId) ?? 'image not in this study'})`
    })
}

function quantityInWords({ name, value, unit }: Quantity): string {
  const amount = `${value.toFixed(unit === '°' || unit === '' ? 0 : 1)}${unit === '' ? '' : unit === '°' ? '°' : ` ${unit}`}`
  return name === 'length' || name === 'angle' ? amount : `${name} ${amount}`
}
