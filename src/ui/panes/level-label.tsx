import { dot } from '../../domain/geometry.ts'
import { normalOf } from '../../domain/image-geometry.ts'
import { labelOf, labelOn, spineLabels } from '../../viewer/level-marks.ts'
import { useDesk, useSessionState } from '../desk.ts'
import type { Shown } from './shown.ts'

/** Beyond this a disc's or vertebra's name says nothing about an axial image, mm. */
const NAMED_WITHIN_MM = 12

/** What an axial image shows, by name: the disc or the vertebra that its plane passes through. */
export function LevelLabel({ shown }: { readonly shown: Shown }) {
  const { session } = useDesk()
  const levels = useSessionState(session.select.levels)
  const { geometry } = shown.image
  const isAxial = Math.abs(dot(normalOf(geometry), [0, 0, 1])) > Math.SQRT1_2
  if (!isAxial || levels.length === 0) return null
  const label = labelOf(geometry, spineLabels(levels))
  const place = label && labelOn(geometry, label)
  if (label === undefined || place === undefined || place.distanceMm > NAMED_WITHIN_MM) return null
  return (
    <span className="plane-label" data-kind={label.kind}>
      {label.name}
    </span>
  )
}
