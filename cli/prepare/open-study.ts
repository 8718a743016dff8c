import { neighboursOf } from '../../src/analysis/locate/choose-axial-images.ts'
import { brightSignal } from '../../src/analysis/view/bright-signal.ts'
import type { PlacedImage } from '../../src/analysis/view/read-slices.ts'
import type { ImagePixels, Study } from '../../src/domain/study.ts'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import { createStudyReader } from '../../src/pipeline/study-reader.ts'
import { codecs } from '../node-codecs.ts'
import type { AxialCase } from '../datasets/axial-samples.ts'
import type { Slice } from '../datasets/sagittal-samples.ts'
import type { Split } from '../datasets/sample.ts'

/** What the samples of a study say of where they come from; `folder` goes before the paths of its files. */
export type StudyOrigin = { readonly folder: string; readonly patient: string; readonly split: Split }

/** The image of an axial case and where it comes from. */
type AxialImage = Pick<AxialCase, 'patient' | 'split' | 'file' | 'sources' | 'geometry'>

/** A study of DICOM files, read by the app's own intake and series, whose images become what cases are made of. */
export type OpenStudy = {
  readonly studies: readonly Study[]
  readSlice(placed: PlacedImage, contrast: Slice['contrast']): Promise<Slice>
  /** An axial image with its neighbours as channels, cranial first. */
  readAxial(placed: PlacedImage): Promise<AxialImage>
}

const { signal } = new AbortController()

export async function openStudy(files: readonly ByteSource[], origin: StudyOrigin): Promise<OpenStudy> {
  const reader = createStudyReader(codecs, () => performance.now())
  const opened = await reader.open(signal, files, () => undefined)
  if (!opened.ok) throw new Error(opened.diagnostic.code)
  const { folder, patient, split } = origin
  const readSource = async ({ image }: PlacedImage): Promise<ImagePixels> => {
    const pixels = await reader.pixels(signal, image.id)
    if (!pixels.ok) throw new Error(`${pixels.diagnostic.code}: ${image.id}`)
    return brightSignal(pixels.value, image)
  }
  const describe = ({ image }: PlacedImage) => ({
    geometry: image.geometry,
    file: `${folder}/${image.path}`,
    patient,
    split,
  })
  return {
    studies: opened.value.studies,
    readSlice: async (placed, contrast) => ({
      source: await readSource(placed),
      ...describe(placed),
      contrast,
    }),
    readAxial: async (placed) => ({
      sources: await Promise.all(neighboursOf(placed).map(readSource)),
      ...describe(placed),
    }),
  }
}
