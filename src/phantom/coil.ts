import { pointIn } from './build-spine.ts'
import type { Spine } from './build-spine.ts'
import type { Sensitivity } from './receive-image.ts'

const BAND_MM = 62
const BAND_EDGE_MM = 7
const BAND_LEFT = 0.1

/**
 * A surface coil under the back: bright at the skin, a third at the front of the bodies, little beyond.
 * With `saturated`, also the band that a technician lays before the spine against bowel and aorta.
 */
export function coilSensitivity(
  spine: Spine,
  backSkinY: (z: number) => number,
  saturated: boolean,
): Sensitivity {
  const coilY = Math.max(...[-60, -30, 0, 30, 60].map(backSkinY)) + 6
  const middleZ = spine.vertebrae[5]!.frame.origin[2] - 10
  const upper = frontOf(spine, 2)
  const lower = frontOf(spine, 6)
  const slope = (upper[1] - lower[1]) / (upper[2] - lower[2])
  return (x, y, z) => {
    const depth = Math.max(0, coilY - y) / 100
    const along = (z - middleZ) / 155
    const ends = 1 / (1 + along * along * along * along)
    const reach = (1.5 / (1 + depth * depth * 1.45) + 0.04) * ends
    if (!saturated) return reach / (1 + (x / 190) ** 2)
    const behindFront = y - (lower[1] - 17 + (z - lower[2]) * slope)
    const into = Math.min(1, Math.max(0, -behindFront / BAND_EDGE_MM))
    const out = Math.min(1, Math.max(0, (-behindFront - BAND_MM) / 14))
    return reach * (1 - (1 - BAND_LEFT) * into * (1 - out))
  }
}

function frontOf(spine: Spine, index: number) {
  const vertebra = spine.vertebrae[index]!
  return pointIn(vertebra.frame, 0, -vertebra.depthMm / 2, 0)
}
