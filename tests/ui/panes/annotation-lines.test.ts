import { describe, expect, it } from 'vitest'
import type { Quantity } from '../../../src/domain/annotation.ts'
import { annotationLines, annotationName } from '../../../src/ui/panes/annotation-lines.ts'

const quantity = (name: Quantity['name'], value: number, unit: string, uncertainty?: number): Quantity => {
  return { name, value, unit, uncertainty }
}
const annotation = { imageId: 'a#1', points: [], text: '' }

describe('what an annotation says', () => {
  it('is its words, then what it measures, with the uncertainty', () => {
    const quantities = [quantity('length', 12.345, 'mm', 0.21)]
    const length = { ...annotation, kind: 'length', quantities, text: 'disc' } as const
    expect(annotationLines(length)).toEqual(['disc', '12.3 ± 0.2 mm'])
    expect(annotationName(length)).toBe('Length, disc, 12.3 ± 0.2 mm')
  })

  it('of a probe is value, pixel and place, a line each; pixels and grey values are whole numbers', () => {
    const quantities = [
      quantity('value', 341, ''),
      quantity('column', 127, 'px'),
      quantity('row', 12, 'px'),
      quantity('x', -0.52, 'mm'),
      quantity('y', 3, 'mm'),
      quantity('z', 40.44, 'mm'),
    ]
    const lines = annotationLines({ ...annotation, kind: 'probe', quantities })
    expect(lines).toEqual(['341', 'column 127  row 12', 'x -0.5 mm  y 3.0 mm  z 40.4 mm'])
  })

  it('of a small grey value keeps its digits', () => {
    const adc = { ...annotation, kind: 'ellipse', quantities: [quantity('mean', 1.234, 'mm2/s')] } as const
    expect(annotationLines(adc)).toEqual(['mean 1.23 mm2/s'])
  })
})
