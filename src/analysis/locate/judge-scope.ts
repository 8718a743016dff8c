import type { SeriesScope } from '../../domain/finding.ts'
import type { SeriesRole } from '../../domain/study.ts'
import type { SeenSlice } from './see-slices.ts'

/** What is asked of a seen slice: where it is from, and how far the localizer says it lies. */
export type ScopedSlice = Pick<SeenSlice, 'scope'> & { readonly stack: Pick<SeenSlice['stack'], 'id'> }

/** Distances are given in multiples of what 99 % of validation slices stay within. */
const FARTHEST_KNOWN = 1

/**
 * Whether a series is of the kind that the localizer was trained on, from how far the slices that it has seen lie from
 * the training slices of that role (Mahalanobis distance of pooled features: Lee et al. 2018, "A Simple Unified
 * Framework for Detecting Out-of-Distribution Samples"). The nearest slice counts: a series is strange when none of its
 * slices is like those known, not when one passes beside the canal.
 * Undefined where the network does not say, or nothing was seen.
 */
export function judgeScope(slices: readonly ScopedSlice[], role: SeriesRole): SeriesScope | undefined {
  const distances = slices.flatMap(({ scope }) => {
    const place = scope?.spec.labels.indexOf(role) ?? -1
    return place < 0 ? [] : [scope?.values[place] as number]
  })
  const [first] = slices
  if (first === undefined || distances.length === 0) return undefined
  const distance = Math.min(...distances)
  return { role, stackId: first.stack.id, distance, inDistribution: distance <= FARTHEST_KNOWN }
}
