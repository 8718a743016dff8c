import { nearestImage } from '../../viewer/nearest-image.ts'
import { middleOf } from '../../domain/reading-order.ts'
import { middleIndex } from './pane-sources.ts'
import type { PaneSource } from './pane-sources.ts'
import type { Slot, Slots } from './layout.ts'

const NO_SLOT: Slot = { sourceKey: undefined, index: 0 }
export const NO_SLOTS: Slots = [NO_SLOT, NO_SLOT, NO_SLOT, NO_SLOT]

/** L4/L5 lies about this far below the middle of a lumbar sagittal image, which is centred on L3. */
const L4_L5_BELOW_MIDDLE_MM = 40

/**
 * Sagittal T2 | sagittal T1 | axial T2, and the next series in the fourth; what is missing leaves no gap. With a prior:
 * sagittal T2 beside the prior's, axial T2 beside the prior's below them.
 */
export function hangingSlots(sources: readonly PaneSource[]): Slots {
  const current = sources.filter(({ study }) => study === 'current')
  const prior = sources.filter(({ study }) => study === 'prior')
  const order = prior.length === 0 ? current : pairs(current, prior)
  const slot = (place: number): Slot => {
    const source = order[place]
    return source === undefined ? NO_SLOT : { sourceKey: source.key, index: openingIndex(source, sources) }
  }
  return [slot(0), slot(1), slot(2), slot(3)]
}

/** Mid-sagittal; for axial images the one about where L4/L5 lies on the mid-sagittal image. */
export function openingIndex(source: PaneSource, sources: readonly PaneSource[]): number {
  const middle = middleIndex(source.images)
  const sagittal = sources.find(({ role, study }) => role === 'sagittal_t2' && study === source.study)
  const midSagittal = sagittal?.images[middleIndex(sagittal.images)]
  if (source.role !== 'axial_t2' || midSagittal === undefined) return middle
  const [x, y, z] = middleOf(midSagittal)
  const point = [x, y, z - L4_L5_BELOW_MIDDLE_MM] as const
  return nearestImage(source.images, point)?.index ?? middle
}

/** A sagittal and an axial series of each study, like beside like. */
function pairs(current: readonly PaneSource[], prior: readonly PaneSource[]): readonly PaneSource[] {
  const roles = ['sagittal_t2', 'axial_t2', 'sagittal_t1'] as const
  const of = (sources: readonly PaneSource[], wanted: PaneSource['role']) =>
    sources.find(({ role }) => role === wanted)
  const both = roles.flatMap((role) => {
    const [now, then] = [of(current, role), of(prior, role)]
    return now && then ? [now, then] : []
  })
  return [...new Set([...both, ...current, ...prior])]
}
