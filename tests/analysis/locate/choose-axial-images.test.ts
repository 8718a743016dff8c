import { describe, expect, it } from 'vitest'
import { chooseAxialImage } from '../../../src/analysis/locate/choose-axial-images.ts'
import type { PlacedImage } from '../../../src/analysis/view/read-slices.ts'
import type { Vector3 } from '../../../src/domain/geometry.ts'
import type { Stack, StudyImage } from '../../../src/domain/study.ts'

/** A stack of axial images at heights z, tilted about the patient's transverse axis. */
function stack(id: string, heights: readonly number[], tiltDegrees = 0): PlacedImage[] {
  const tilt = (tiltDegrees * Math.PI) / 180
  const rowDirection: Vector3 = [0, Math.cos(tilt), -Math.sin(tilt)]
  const images = heights.map((z, index): StudyImage => ({
    id: `${id}-${index}`,
    sopInstanceUid: '',
    sopClassUid: '',
    frameNumber: 1,
    instanceNumber: index,
    geometry: {
      position: [-50, -50 * Math.cos(tilt), z + 50 * Math.sin(tilt)],
      columnDirection: [1, 0, 0],
      rowDirection,
      columnSpacingMm: 1,
      rowSpacingMm: 1,
      columns: 101,
      rows: 101,
    },
    windows: [],
    inverted: false,
    path: '',
  }))
  const whole: Stack = {
    id,
    seriesInstanceUid: id,
    seriesNumber: 1,
    description: '',
    plane: 'axial',
    images,
    diagnostics: [],
  }
  return images.map((image, order) => ({ stack: whole, image, order }))
}

describe('chooseAxialImage', () => {
  const down: Vector3 = [0, 0, -1]

  it('takes the nearest image, its neighbours cranial first, whichever way the stack runs', () => {
    for (const heights of [
      [12, 8, 4, 0, -4],
      [-4, 0, 4, 8, 12],
    ]) {
      const choice = chooseAxialImage(stack('a', heights), [0, 0, 3], down)
      expect(choice?.channels.map(({ image }) => image.geometry.position[2])).toEqual([8, 4, 0])
    }
  })

  it('prefers the stack that is square to the spine at equal distance', () => {
    const spine: Vector3 = [0, Math.sin(0.35), -Math.cos(0.35)]
    const both = [...stack('straight', [0]), ...stack('tilted', [0], -20)]
    expect(chooseAxialImage(both, [0, 0, 0], spine)?.image.stack.id).toBe('tilted')
    expect(chooseAxialImage(both, [0, 0, 0], down)?.image.stack.id).toBe('straight')
  })

  it('finds none farther than 6 mm, and none that the point does not lie on', () => {
    expect(chooseAxialImage(stack('a', [7]), [0, 0, 0], down)).toBeUndefined()
    expect(chooseAxialImage(stack('a', [0]), [80, 0, 0], down)).toBeUndefined()
  })

  it('repeats the image at the end of its stack', () => {
    const choice = chooseAxialImage(stack('a', [4, 0]), [0, 0, 0], down)
    expect(choice?.channels.map(({ image }) => image.id)).toEqual(['a-0', 'a-1', 'a-1'])
  })
})
