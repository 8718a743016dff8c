import { dot } from '../../domain/geometry.ts'
import type { ImageGeometry } from '../../domain/image-geometry.ts'
import { normalOf } from '../../domain/image-geometry.ts'
import { labelOf, labelOn, spineLabels } from '../../viewer/level-marks.ts'
import { usePanes } from '../desk.ts'
import type { Shown } from './shown.ts'

/** Beyond this a disc's or vertebra's name says nothing about an axial image, mm. */
export const NAMED_WITHIN_MM = 12

/** What an axial image shows, by name: the disc or the vertebra that its plane passes through. */
export function LevelLabel({ shown }: { readonly shown: Shown }) {
  const spine = usePanes(({ spines }) => spines[shown.study])
  const { geometry } = shown.image
  if (!isAxial(geometry) || spine.length === 0) return null
  const label = labelOf(geometry, spineLabels(spine))
  const place = label && labelOn(geometry, label)
  if (label === undefined || place === undefined || place.distanceMm > NAMED_WITHIN_MM) return null
  return (
    <span className="plane-label" data-kind={label.kind}>
      {label.name}
    </span>
  )
}

export function isAxial(geometry: ImageGeometry): boolean {
  return Math.abs(dot(normalOf(geometry), [0, 0, 1])) > Math.SQRT1_2
}
