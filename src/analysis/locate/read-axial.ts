import type { Diagnostic } from '../../domain/diagnostic.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import { chooseAxialImage } from './choose-axial-images.ts'
import type { AxialLevel } from './locate-recesses.ts'
import type { PixelSource } from '../ports.ts'
import { readImages } from '../view/read-slices.ts'
import type { PlacedImage } from '../view/read-slices.ts'
import { caudalInPatient } from './site-levels.ts'
import type { LevelSites } from './site-levels.ts'

export type ReadAxial = {
  readonly levels: readonly AxialLevel[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Chooses the axial image of every level and reads it with its neighbours; levels that no image shows are left out. */
export async function readAxialLevels(
  signal: AbortSignal,
  pixels: PixelSource,
  images: readonly PlacedImage[],
  sites: LevelSites,
): Promise<ReadAxial> {
  const choices = LEVELS.flatMap((level) => {
    const site = sites[level]
    const choice = site && chooseAxialImage(images, site.canal, caudalInPatient(site))
    return site && choice ? [{ level, canal: site.canal, ...choice }] : []
  })
  const wanted = new Map(
    choices.flatMap(({ channels }) => channels.map((placed) => [placed.image.id, placed])),
  )
  const { read, diagnostics } = await readImages(signal, pixels, [...wanted.values()])
  const sourceOf = (placed: PlacedImage) => read.find(({ image }) => image.id === placed.image.id)?.source
  const levels = choices.flatMap((choice) => {
    const [, middle] = choice.channels
    if (sourceOf(middle) === undefined) return []
    return [{ ...choice, sources: choice.channels.map((placed) => sourceOf(placed) ?? sourceOf(middle)) }]
  })
  return { levels, diagnostics }
}

/** Whether an axial image shows a level. */
export function coversLevel({ levels }: ReadAxial, level: Level): boolean {
  return levels.some((axial) => axial.level === level)
}
