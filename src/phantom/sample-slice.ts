import { add, scale } from '../domain/geometry.ts'
import { normalOf } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { Anatomy } from './anatomy.ts'
import { emptySample, TISSUE } from './tissue.ts'
import type { TissueSample, TissueSignals } from './tissue.ts'

/** Signal of one slice before reception: water and fat apart, row by row. */
export type SliceSignal = { readonly water: Float32Array; readonly fat: Float32Array }

/**
 * Where a voxel is probed: columns and rows from its centre, and share of the thickness. A rotated grid, so that
 * four samples average in the plane and through the slice at once.
 */
const PROBES = [
  [0.375, 0.125, 0.375],
  [-0.375, -0.125, -0.375],
  [-0.125, 0.375, 0.125],
  [0.125, -0.375, -0.125],
] as const

/** Averages the anatomy over each voxel of a slice, once for all the contrasts read from it. */
export function sampleSlice(
  anatomy: Anatomy,
  geometry: ImageGeometry,
  thicknessMm: number,
  contrasts: readonly TissueSignals[],
): SliceSignal[] {
  const { columns, rows, position, columnDirection, rowDirection, columnSpacingMm, rowSpacingMm } = geometry
  const signals = contrasts.map(() => ({
    water: new Float32Array(columns * rows),
    fat: new Float32Array(columns * rows),
  }))
  const columnStep = scale(columnDirection, columnSpacingMm)
  const rowStep = scale(rowDirection, rowSpacingMm)
  const throughStep = scale(normalOf(geometry), thicknessMm)
  const offsets = PROBES.map(([across, down, through]) =>
    add(add(scale(columnStep, across), scale(rowStep, down)), scale(throughStep, through)),
  )
  const samples = PROBES.map(emptySample)

  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x = position[0] + column * columnStep[0] + row * rowStep[0]
      const y = position[1] + column * columnStep[1] + row * rowStep[1]
      const z = position[2] + column * columnStep[2] + row * rowStep[2]
      // The first two probes lie furthest apart. Where they agree, so does the voxel.
      let count = 2
      for (let probe = 0; probe < count; probe++) {
        const offset = offsets[probe]!
        anatomy.sampleAt(x + offset[0], y + offset[1], z + offset[2], samples[probe]!)
        if (probe === 1 && samples[0]!.tissue !== samples[1]!.tissue) count = PROBES.length
      }
      for (let probe = 0; probe < count; probe++)
        deposit(samples[probe]!, 1 / count, row * columns + column, contrasts, signals)
    }
  return signals
}

function deposit(
  { tissue, other, share, gain }: TissueSample,
  weight: number,
  pixel: number,
  contrasts: readonly TissueSignals[],
  signals: readonly SliceSignal[],
): void {
  if (tissue === TISSUE.air) return
  const ofOther = share * gain * weight
  const ofTissue = gain * weight - ofOther
  for (let index = 0; index < contrasts.length; index++) {
    const { water, fat } = contrasts[index]!
    const signal = signals[index]!
    signal.water[pixel]! += ofTissue * water[tissue]! + ofOther * water[other]!
    signal.fat[pixel]! += ofTissue * fat[tissue]! + ofOther * fat[other]!
  }
}
