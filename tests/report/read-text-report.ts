import type { Condition } from '../../src/domain/condition.ts'
import { cellKey } from '../../src/domain/decision.ts'
import type { CellKey } from '../../src/domain/decision.ts'
import { LEVEL_NAMES, LEVELS } from '../../src/domain/level.ts'
import type { Grade } from '../../src/domain/severity.ts'

/** What a text report says of one cell. */
export type ReadCell = {
  readonly grade: Grade | undefined
  readonly by: 'reader' | 'model' | 'uncertain' | 'nobody'
}

const PLACE = '(spinal canal|(?:left|right) (?:neural foramen|subarticular zone))'
const NOUN =
  '(spinal canal stenosis|(?:left|right|bilateral) subarticular stenosis|narrowing of (?:the (?:left|right) neural foramen|both neural foramina))'

/**
 * Reads the FINDINGS of a text report back into grades, knowing nothing of the code that wrote it but its phrases.
 * A cell that is spoken of twice is an error; one that is not spoken of is missing from the answer.
 */
export function readTextReport(text: string): ReadonlyMap<CellKey, ReadCell> {
  const findings = /^FINDINGS\n([\s\S]*?)\n\n[A-Z]/mu.exec(text)?.[1]
  if (findings === undefined) throw new Error('the report has no FINDINGS')
  const cells = new Map<CellKey, ReadCell>()
  for (const line of findings.split('\n')) {
    const level = LEVELS.find((candidate) => line.startsWith(`${LEVEL_NAMES[candidate]}: `))
    if (level === undefined) throw new Error(`no level in "${line}"`)
    for (const [condition, cell] of readLevel(line.replace(/ Reader's note on the .*$/u, ''))) {
      const key = cellKey(level, condition)
      if (cells.has(key)) throw new Error(`${key} is spoken of twice`)
      cells.set(key, cell)
    }
  }
  return cells
}

/** What a line says of cells, in sentences as they stand after the level's name. */
export function* readLevel(line: string): Generator<readonly [Condition, ReadCell]> {
  for (const [, grade, noun = '', by = ''] of line.matchAll(
    new RegExp(`\\b(Severe|Moderate) ${NOUN} \\(([^()]*)\\)\\.`, 'gu'),
  ))
    for (const condition of conditionsOf(noun))
      yield [condition, { grade: grade === 'Severe' ? 'severe' : 'moderate', by: whoSays(by) }]
  const uncertain = /Uncertain \(model abstains, not yet reviewed\): (.*?\))\.(?= |$)/u.exec(line)?.[1] ?? ''
  for (const [, place = ''] of uncertain.matchAll(new RegExp(`${PLACE} \\(Normal`, 'gu')))
    for (const condition of conditionsOf(place)) yield [condition, { grade: undefined, by: 'uncertain' }]
  for (const [, by = '', places = ''] of line.matchAll(
    /No more than mild \(([^()]*)\): (.*?[a-z%)])\.(?= |$)/gu,
  ))
    for (const [, place = ''] of places.matchAll(new RegExp(PLACE, 'gu')))
      for (const condition of conditionsOf(place))
        yield [condition, { grade: 'normal_mild', by: whoSays(by) }]
  const open = / Not assessed: (.*?)(?: Measured by the model:| Disc, model only:|$)/u.exec(line)?.[1] ?? ''
  for (const [, place = ''] of open.matchAll(new RegExp(`${PLACE} \\(`, 'gu')))
    for (const condition of conditionsOf(place)) yield [condition, { grade: undefined, by: 'nobody' }]
}

function whoSays(attribution: string): 'reader' | 'model' {
  return /^(?:confirmed|changed|graded) by /u.test(attribution) ? 'reader' : 'model'
}

function conditionsOf(words: string): readonly Condition[] {
  if (words.includes('spinal canal')) return ['spinal_canal_stenosis']
  const sides = (['left', 'right'] as const).filter(
    (side) => words.includes(side) || /both|bilateral/u.test(words),
  )
  return sides.map((side) =>
    /foram/u.test(words)
      ? (`${side}_neural_foraminal_narrowing` as const)
      : (`${side}_subarticular_stenosis` as const),
  )
}
