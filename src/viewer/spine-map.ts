import { add, dot, interpolate, subtract } from '../domain/geometry.ts'
import type { PatientPoint } from '../domain/geometry.ts'
import { LEVELS } from '../domain/level.ts'
import type { LocatedLevel } from '../domain/finding.ts'

/** Where discs lie; their order does not matter. */
export type Spine = readonly Pick<LocatedLevel, 'level' | 'centre'>[]

/**
 * The place in another examination of the same patient that corresponds to a point of this one: at the same height between the
 * same discs, as far from the line through them. Two examinations share no frame of reference, so millimetres of one mean
 * nothing in the other; discs do. Undefined with fewer than two discs in common.
 */
export function mapBetweenSpines(point: PatientPoint, from: Spine, to: Spine): PatientPoint | undefined {
  const pairs = LEVELS.flatMap((level) => {
    const [here, there] = [from, to].map((spine) => spine.find((disc) => disc.level === level)?.centre)
    return here && there ? [{ here, there }] : []
  })
  let nearest: { readonly off: number; readonly mapped: PatientPoint } | undefined
  for (const [index, start] of pairs.slice(0, -1).entries()) {
    const end = pairs[index + 1]!
    const along = subtract(end.here, start.here)
    const free = dot(subtract(point, start.here), along) / dot(along, along)
    // The line goes on straight above the first disc and below the last one.
    const least = index === 0 ? -Infinity : 0
    const most = index === pairs.length - 2 ? Infinity : 1
    const t = Math.min(Math.max(free, least), most)
    const offset = subtract(point, interpolate(start.here, end.here, t))
    const off = dot(offset, offset)
    if (nearest === undefined || off < nearest.off)
      nearest = { off, mapped: add(interpolate(start.there, end.there, t), offset) }
  }
  return nearest?.mapped
}
