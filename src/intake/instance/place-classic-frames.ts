import { add, scale } from '../../domain/geometry.ts'
import { normalOf } from '../../domain/image-geometry.ts'
import type { ImageGeometry } from '../../domain/image-geometry.ts'
import { decimal, decimals, unsignedShorts } from '../header/header-values.ts'
import type { ElementTable } from '../header/header-values.ts'

/** Where the frames of a classic multi-frame object lie; `assumedSpacingMm` where only their distance is told. */
export type PlacedFrames = {
  readonly geometries: readonly (ImageGeometry | undefined)[]
  readonly assumedSpacingMm: number | undefined
}

/** FrameIncrementPointer to FrameTime and FrameTimeVector: the frames follow each other in time. */
const FRAME_TIME = 0x1063
const FRAME_TIME_VECTOR = 0x1065

/**
 * The frames of an object that has one image plane for all of them. They are placed where the header gives every frame its
 * position, or its offset along the normal (GridFrameOffsetVector, PS3.3 C.8.8.3.2); where it gives only the distance between
 * slices they are laid along the normal, and that is said, since the side that they run to is a guess. Frames in time,
 * and those of which nothing is told, are not placed.
 */
export function placeClassicFrames(table: ElementTable, count: number, first: ImageGeometry): PlacedFrames {
  const positions = decimals(table, 'ImagePositionPatient')
  if (positions.length === count * 3 && positions.every(Number.isFinite)) {
    const at = (index: number) => positions.slice(index * 3, index * 3 + 3) as [number, number, number]
    return told(count, (index) => ({ ...first, position: at(index) }))
  }
  const offsets = decimals(table, 'GridFrameOffsetVector')
  if (offsets.length === count && offsets.every(Number.isFinite)) {
    return told(count, (index) => along(first, offsets[index]! - offsets[0]!))
  }
  const spacing = decimal(table, 'SpacingBetweenSlices')
  if (spacing === undefined || !(spacing > 0) || followInTime(table)) {
    return told(count, () => undefined)
  }
  return { ...told(count, (index) => along(first, index * spacing)), assumedSpacingMm: spacing }
}

function told(count: number, place: (index: number) => ImageGeometry | undefined): PlacedFrames {
  return {
    geometries: Array.from({ length: count }, (_, index) => place(index)),
    assumedSpacingMm: undefined,
  }
}

function along(first: ImageGeometry, mm: number): ImageGeometry {
  return { ...first, position: add(first.position, scale(normalOf(first), mm)) }
}

function followInTime(table: ElementTable): boolean {
  const [group, element] = unsignedShorts(table, 'FrameIncrementPointer')
  return group === 0x0018 && (element === FRAME_TIME || element === FRAME_TIME_VECTOR)
}
