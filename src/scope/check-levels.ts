import { diagnose } from '../domain/diagnostic.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import { LEVELS, LEVEL_NAMES } from '../domain/level.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { Study } from '../domain/study.ts'
import { cellsAt } from './cells-touched.ts'

/**
 * Sideways deviation of one disc from the line through the outermost two, mm. An arc of Cobb angle t over a chord of 140 mm
 * bows by 70 mm * tan(t / 4): 9 mm at 30 degrees, a strong scoliosis in which sagittal slices leave the canal.
 */
const SCOLIOSIS_DEVIATION_MM = 9

/** Levels that were not found: their cells are not assessed anyway, and the names of the others may be wrong. */
export function checkMissingLevels(levels: readonly LocatedLevel[]): readonly ScopeCheck[] {
  const missing = LEVELS.filter((level) => !levels.some((found) => found.level === level))
  if (missing.length === 0) return []
  const names = missing.map((level) => LEVEL_NAMES[level]).join(', ')
  const diagnostic = diagnose('review.levels-missing', 'warning', names, { missing: missing.length })
  return [{ diagnostic, effect: 'mark', touches: cellsAt(missing) }]
}

/** Strong scoliosis, from the chain of discs through the patient. */
export function checkAlignment(levels: readonly LocatedLevel[]): readonly ScopeCheck[] {
  const [first, last] = [levels.at(0), levels.at(-1)]
  if (first === undefined || last === undefined || levels.length < 3) return []
  const rise = last.centre[2] - first.centre[2]
  const deviation = Math.max(
    ...levels.map(({ centre }) => {
      const along = rise === 0 ? 0 : (centre[2] - first.centre[2]) / rise
      return Math.abs(centre[0] - (first.centre[0] + along * (last.centre[0] - first.centre[0])))
    }),
  )
  if (deviation < SCOLIOSIS_DEVIATION_MM) return []
  const diagnostic = diagnose('review.scoliosis', 'warning', '', { deviationMm: Math.round(deviation) })
  return [{ diagnostic, effect: 'mark', touches: 'all' }]
}

/** Discs whose box reaches past the edge of their image: the field of view cuts off what a grader looks at. */
export function checkFieldOfView(
  { stacks }: Pick<Study, 'stacks'>,
  levels: readonly LocatedLevel[],
): readonly ScopeCheck[] {
  const images = new Map(stacks.flatMap((stack) => stack.images.map((image) => [image.id, image] as const)))
  const cut = levels.filter(({ imageId, boxPx: [x, y, width, height] }) => {
    const geometry = images.get(imageId)?.geometry
    if (geometry === undefined) return false
    return x < -0.5 || y < -0.5 || x + width > geometry.columns - 0.5 || y + height > geometry.rows - 0.5
  })
  if (cut.length === 0) return []
  const names = cut.map(({ level }) => LEVEL_NAMES[level]).join(', ')
  const diagnostic = diagnose('review.field-of-view', 'warning', names)
  return [{ diagnostic, effect: 'mark', touches: cellsAt(cut.map(({ level }) => level)) }]
}
