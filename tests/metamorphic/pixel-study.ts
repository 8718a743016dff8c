import { folderSources } from '../../cli/folder-source.ts'
import { codecs } from '../../cli/node-codecs.ts'
import type { PixelSource } from '../../src/analysis/ports.ts'
import { succeed } from '../../src/domain/result.ts'
import type { ImagePixels, Stack, Study, StudyImage } from '../../src/domain/study.ts'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import type { PhantomOptions } from '../../src/phantom/phantom-options.ts'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'
import { createStudyReader } from '../../src/pipeline/study-reader.ts'
import { placeAlong } from '../../src/series/placed-frame.ts'

/** A study with its pixels: what a variant takes and what it gives. */
export type PixelStudy = { readonly study: Study; readonly pixels: ReadonlyMap<string, ImagePixels> }

const { signal } = new AbortController()

/** The simulated study, read from its DICOM files. */
export function openSimulated(options: PhantomOptions): Promise<PixelStudy> {
  const sources = simulateStudy(options).files.map(({ path, bytes }) => ({
    path,
    size: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.subarray(start, end)),
  }))
  return openStudy(sources)
}

/** The first study of a folder of DICOM files. */
export async function openFolder(folder: string): Promise<PixelStudy> {
  return openStudy(await folderSources(folder))
}

async function openStudy(sources: readonly ByteSource[]): Promise<PixelStudy> {
  const reader = createStudyReader(codecs, () => performance.now())
  const opened = await reader.open(signal, sources, () => undefined)
  if (!opened.ok) throw new Error(opened.diagnostic.code)
  const [study] = opened.value.studies
  if (study === undefined) throw new Error('no study')
  const pixels = new Map<string, ImagePixels>()
  for (const { id } of usedStacks(study).flatMap(({ images }) => images)) {
    const decoded = await reader.pixels(signal, id)
    if (!decoded.ok) throw new Error(`${decoded.diagnostic.code}: ${id}`)
    pixels.set(id, decoded.value)
  }
  return { study, pixels }
}

/** The stacks that the study's roles name: nothing else is analysed. */
function usedStacks({ stacks, roles }: Study): readonly Stack[] {
  return stacks.filter(({ id }) => roles.some(({ stackIds }) => stackIds.includes(id)))
}

/** The pixels as the analysis asks for them. */
export function pixelSource({ pixels }: PixelStudy): PixelSource {
  return { pixels: (_signal, id) => Promise.resolve(succeed(pixelsOf(pixels, id))) }
}

function pixelsOf(pixels: PixelStudy['pixels'], id: string): ImagePixels {
  const found = pixels.get(id)
  if (found === undefined) throw new Error(`no pixels of ${id}`)
  return found
}

/** An image and its pixels. */
export type Slice = { readonly image: StudyImage; readonly pixels: ImagePixels }

/**
 * The study with the slices of each used stack replaced. Slices are ordered anew along the stack's normal, as the
 * series room orders what a scanner has stored.
 */
export function mapStacks(
  { study, pixels }: PixelStudy,
  change: (slices: readonly Slice[], stack: Stack) => readonly Slice[],
): PixelStudy {
  const changed = new Map<string, ImagePixels>()
  const used = usedStacks(study)
  const stacks = study.stacks.map((stack) => {
    if (!used.includes(stack)) return stack
    const slices = change(
      stack.images.map((image) => ({ image, pixels: pixelsOf(pixels, image.id) })),
      stack,
    )
    const [first] = slices
    if (first === undefined) throw new Error(`nothing is left of ${stack.id}`)
    const place = ({ image }: Slice) => placeAlong(first.image.geometry, image.geometry)
    const ordered = slices.toSorted((a, b) => place(a) - place(b))
    for (const slice of ordered) changed.set(slice.image.id, slice.pixels)
    return { ...stack, images: ordered.map(({ image }) => image) }
  })
  return { study: { ...study, stacks }, pixels: changed }
}

/** The study with every slice of its used stacks replaced. */
export function mapSlices(study: PixelStudy, change: (slice: Slice) => Slice): PixelStudy {
  return mapStacks(study, (slices) => slices.map(change))
}
