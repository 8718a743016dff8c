import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codecs } from '../cli/node-codecs.ts'
import { encodeDicomFile } from '../src/dicom/encoding.ts'
import { bytesSource } from '../src/intake/byte-source.ts'
import { decodeStoredValues } from '../src/intake/pixels/decode-stored-values.ts'
import { readFiles } from '../src/intake/read-files.ts'
import { encodeRle16 } from '../src/phantom/encode-rle.ts'
import { sharedData } from '../tests/shared-data.ts'

/** One image in one coding, as a DICOM file. */
export type CodedImage = { readonly syntax: string; readonly name: string; readonly bytes: Uint8Array }

const SET = 'cornerstonejs+cornerstone3D/packages/dicomImageLoader/examplesOld/test-images'
const JPEG = '1.2.840.10008.1.2.4'

/** The CT image of dicom-image-loader's own test set, in the codings that it comes in: its authors' choice, not ours. */
const AS_IT_COMES = [
  [`${JPEG}.50`, 'JPEG baseline, 8 bit', 'JPEGProcess1TransferSyntax'],
  [`${JPEG}.51`, 'JPEG extended, 12 bit', 'JPEGProcess2_4TransferSyntax'],
  [`${JPEG}.57`, 'JPEG Lossless .57', 'JPEGProcess14TransferSyntax'],
  [`${JPEG}.70`, 'JPEG Lossless .70', 'JPEGProcess14SV1TransferSyntax'],
  [`${JPEG}.80`, 'JPEG-LS', 'JPEGLSLosslessTransferSyntax'],
] as const

/** The same image in each coding; undefined without the corpus beside the project. */
export async function ctImages(): Promise<readonly CodedImage[] | undefined> {
  const folder = sharedData('corpus', SET)
  if (folder === undefined) return undefined
  const given = AS_IT_COMES.map(([syntax, name, middle]) => ({
    syntax,
    name,
    bytes: new Uint8Array(readFileSync(join(folder, `CTImage.dcm_${middle}_${syntax}.dcm`))),
  }))
  const lossless = given.find(({ syntax }) => syntax === `${JPEG}.70`)!
  return [...(await recode(lossless.bytes)), ...given]
}

/** The image uncompressed, in RLE, and as the encoders of the codec packages write it. */
async function recode(file: Uint8Array): Promise<readonly CodedImage[]> {
  const { signal } = new AbortController()
  const { instances } = await readFiles(signal, [bytesSource('ct', file)], codecs, () => undefined)
  const [instance] = instances
  const decoded = instance && (await decodeStoredValues(signal, instance, 1, codecs))
  if (!decoded?.ok) throw new Error('bench.no-image: the CT image of the corpus does not open')
  const { rows, columns, data } = decoded.value
  const values = new Uint16Array(data.buffer, data.byteOffset, data.length)
  const plain = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const { bitsStored, signed } = instance!.pixels
  const info = {
    width: columns,
    height: rows,
    bitsPerSample: 16,
    componentCount: 1,
    isSigned: signed,
    isUsingColorTransform: false,
  }
  const asFile = (syntax: string, frame: Uint8Array | undefined) =>
    encodeDicomFile(
      {
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
        SOPInstanceUID: `2.25.1.${syntax}`,
        StudyInstanceUID: '2.25.1',
        SeriesInstanceUID: '2.25.1.1',
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        Rows: rows,
        Columns: columns,
        BitsAllocated: 16,
        BitsStored: bitsStored,
        HighBit: bitsStored - 1,
        PixelRepresentation: signed ? 1 : 0,
        PixelData: frame ? { fragments: [frame] } : plain,
      },
      syntax,
    )
  const coded = (syntax: string, name: string, frame?: Uint8Array) => ({
    syntax,
    name,
    bytes: asFile(syntax, frame),
  })
  return [
    coded('1.2.840.10008.1.2.1', 'uncompressed'),
    coded('1.2.840.10008.1.2.5', 'RLE', encodeRle16(values, columns)),
    coded(
      `${JPEG}.90`,
      'JPEG 2000',
      await encode('@cornerstonejs/codec-openjpeg', 'J2KEncoder', plain, info),
    ),
    coded(`${JPEG}.201`, 'HTJ2K', await encode('@cornerstonejs/codec-openjph', 'HTJ2KEncoder', plain, info)),
  ]
}

/** The full builds of the packages, which the app never loads, hold encoders too. */
type EncoderModule = Readonly<
  Record<
    string,
    new () => {
      getDecodedBuffer(info: unknown): Uint8Array
      setQuality(lossless: boolean, quality: number): void
      encode(): void
      getEncodedBuffer(): Uint8Array
    }
  >
>

async function encode(codec: string, encoder: string, plain: Uint8Array, info: unknown): Promise<Uint8Array> {
  const require = createRequire(import.meta.url)
  const create = require(codec) as () => Promise<EncoderModule>
  const made = new (await create())[encoder]!()
  made.getDecodedBuffer(info).set(plain)
  made.setQuality(true, 0)
  made.encode()
  return made.getEncodedBuffer().slice()
}
