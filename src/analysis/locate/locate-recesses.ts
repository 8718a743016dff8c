import type { ImagePoint, PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient, patientToImage } from '../../domain/image-geometry.ts'
import type { Level } from '../../domain/level.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import type { ImagePixels } from '../../domain/study.ts'
import { applyAffine } from '../geometry/affine.ts'
import { imageToPlane } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import type { AxialChoice } from './choose-axial-images.ts'
import { findPeaks, meanOfMaps } from './heatmap-peaks.ts'
import { mirrorMaps } from './mirror-maps.ts'
import { mirrorView } from '../view/mirror-view.ts'
import { placeAxialMm } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { renderView } from '../view/render-view.ts'
import { runNetwork } from '../run-network.ts'
import { viewSize } from './see-slices.ts'

/** An axial image with its neighbours' pixels, read at one level. */
export type AxialLevel = AxialChoice & {
  readonly level: Level
  /** The middle of the canal, LPS mm. */
  readonly canal: PatientPoint
  readonly sources: readonly (ImagePixels | undefined)[]
}

export type RecessSite = AxialLevel & {
  /** In plane mm of the image: [to the patient's left, to posterior]. */
  readonly right: PlanePoint
  readonly left: PlanePoint
}

/** A peak lower than this is no recess. */
const LEAST_CONFIDENCE = 0.15
/** Distance between both recesses, mm; anything else is a misreading. */
const SPAN_MM = { least: 6, most: 36 }

/**
 * Finds both lateral recesses on each level's image, all levels in one batch, on the view and on its mirror image: what is found
 * in a patient is found in the mirrored one. Levels without recesses are left out.
 */
export async function locateRecesses(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  levels: readonly AxialLevel[],
): Promise<readonly RecessSite[]> {
  const { input } = network
  const { view: spec } = input
  if (spec.kind !== 'axial-mm') throw new TypeError(`${network.id}: reads axial crops in millimetres`)
  const views = levels.map(({ image: { image }, canal, sources }) => {
    const centre = imageToPlane(image.geometry, 'axial', patientToImage(image.geometry, canal))
    return renderView(sources, placeAxialMm(image.geometry, input.shape, spec, centre), input)
  })
  const outputs = await runNetwork(signal, predictor, network, [...views, ...views.map(mirrorView)])
  return levels.flatMap((level, item) => {
    const view = views[item]
    const plain = outputs.mapsOf('axial-points', item)
    const mirrored = outputs.mapsOf('axial-points', item + levels.length)
    if (view === undefined || plain === undefined || mirrored === undefined) return []
    const weights = plain.labels.map(() => 1)
    const maps = meanOfMaps([plain, mirrorMaps(mirrored)].map((each) => ({ maps: each, weights })))
    if (maps === undefined) return []
    const { geometry } = level.image.image
    const find = (label: string): PlanePoint | undefined => {
      const channel = maps.labels.indexOf(label)
      const [peak] = channel < 0 ? [] : findPeaks(maps, channel, viewSize(view), LEAST_CONFIDENCE, 1)
      return peak && imageToPlane(geometry, 'axial', applyAffine(view.toImage, peak.point))
    }
    const right = find('right_recess')
    const left = find('left_recess')
    if (right === undefined || left === undefined) return []
    const span = left[0] - right[0]
    return span >= SPAN_MM.least && span <= SPAN_MM.most ? [{ ...level, right, left }] : []
  })
}

/** A point of an axial plane in the patient. */
export function axialToPatient({ image: { image } }: AxialChoice, onImage: ImagePoint): PatientPoint {
  return imageToPatient(image.geometry, onImage)
}
