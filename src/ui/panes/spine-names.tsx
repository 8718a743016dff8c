import { normalOf, patientToImage } from '../../domain/image-geometry.ts'
import { spineLabels } from '../../viewer/level-marks.ts'
import { usePanes } from '../desk.ts'
import { anteriorDirection } from './level-tags.ts'
import type { Shown } from './shown.ts'

/** From the middle of a vertebra to its front edge and a little on, mm. */
const FRONT_MM = 21
/** Names closer to one another than this cover each other. */
const APART_PX = 14

/**
 * Vertebrae by name, in front of the spine on sagittal images and on it on coronal ones. Discs are named too where no box does
 * it. Where there is no room for both, discs stay.
 */
export function SpineNames({ shown, hasBoxes }: { readonly shown: Shown; readonly hasBoxes: boolean }) {
  const spine = usePanes(({ spines }) => spines[shown.study])
  const { geometry } = shown.image
  const [x, y, z] = normalOf(geometry).map(Math.abs) as [number, number, number]
  if (spine.length < 2 || z > Math.max(x, y)) return null
  const isSagittal = x >= y
  const labels = spineLabels(spine).map((label) => ({
    ...label,
    at: shown.transform.imageToCanvas(patientToImage(geometry, label.centre)),
  }))
  const discs = labels.filter(({ kind }) => kind === 'disc')
  const isFree = ({ at }: { readonly at: readonly [number, number] }) =>
    discs.every((disc) => Math.abs(disc.at[1] - at[1]) >= APART_PX)
  const named = labels.filter((label) => (label.kind === 'disc' ? !hasBoxes : isFree(label)))
  return (
    <g className="spine-names" aria-hidden="true">
      {named.map((label) => {
        const way = isSagittal ? anteriorDirection(shown, label.centre) : 0
        const out = way * FRONT_MM * shown.transform.pixelsPerMm
        const anchor = way === 0 ? 'middle' : way < 0 ? 'end' : 'start'
        return (
          <text
            key={label.name}
            data-kind={label.kind}
            x={label.at[0] + out}
            y={label.at[1] + 4}
            textAnchor={anchor}
          >
            {label.name}
          </text>
        )
      })}
    </g>
  )
}
