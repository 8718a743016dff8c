/** How pixel data are coded once the data set is open. `native`: plain samples. */
export type PixelCoding =
  'native' | 'rle' | 'deflate' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'unsupported'

/** What a TransferSyntaxUID says of a data set (DICOM PS3.5 section 10 and annex A, PS3.6 table A-1). */
export type TransferSyntax = {
  readonly uid: string
  readonly name: string
  readonly explicitVr: boolean
  readonly bigEndian: boolean
  /** The data set after the meta group is one raw deflate stream (RFC 1951). */
  readonly deflated: boolean
  /** Pixel data come in fragments. */
  readonly encapsulated: boolean
  readonly coding: PixelCoding
  readonly lossy: boolean
}

const PLAIN = { explicitVr: true, bigEndian: false, deflated: false, encapsulated: false, lossy: false }

function native(uid: string, name: string, traits: Partial<TransferSyntax> = {}): TransferSyntax {
  return { uid, name, coding: 'native', ...PLAIN, ...traits }
}

function encapsulated(uid: string, name: string, coding: PixelCoding, lossy = false): TransferSyntax {
  return { uid, name, coding, ...PLAIN, encapsulated: true, lossy }
}

export const IMPLICIT_LITTLE_ENDIAN = native('1.2.840.10008.1.2', 'Implicit VR Little Endian', {
  explicitVr: false,
})
export const EXPLICIT_LITTLE_ENDIAN = native('1.2.840.10008.1.2.1', 'Explicit VR Little Endian')
export const EXPLICIT_BIG_ENDIAN = native('1.2.840.10008.1.2.2', 'Explicit VR Big Endian', {
  bigEndian: true,
})

const JPEG = '1.2.840.10008.1.2.4'

export const TRANSFER_SYNTAXES: readonly TransferSyntax[] = [
  IMPLICIT_LITTLE_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  EXPLICIT_BIG_ENDIAN,
  native('1.2.840.10008.1.2.1.98', 'Encapsulated Uncompressed Explicit VR Little Endian', {
    encapsulated: true,
  }),
  native('1.2.840.10008.1.2.1.99', 'Deflated Explicit VR Little Endian', { deflated: true }),
  native('1.2.840.113619.5.2', 'GE Private Implicit VR Big Endian', { coding: 'unsupported' }),
  encapsulated('1.2.840.10008.1.2.5', 'RLE Lossless', 'rle'),
  encapsulated('1.2.840.10008.1.2.8.1', 'Deflated Image Frame Compression', 'deflate'),
  encapsulated(`${JPEG}.50`, 'JPEG Baseline', 'jpeg', true),
  encapsulated(`${JPEG}.51`, 'JPEG Extended', 'jpeg', true),
  encapsulated(`${JPEG}.53`, 'JPEG Spectral Selection', 'jpeg', true),
  encapsulated(`${JPEG}.55`, 'JPEG Full Progression', 'jpeg', true),
  encapsulated(`${JPEG}.57`, 'JPEG Lossless', 'jpeg-lossless'),
  encapsulated(`${JPEG}.70`, 'JPEG Lossless, First-Order Prediction', 'jpeg-lossless'),
  encapsulated(`${JPEG}.80`, 'JPEG-LS Lossless', 'jpeg-ls'),
  encapsulated(`${JPEG}.81`, 'JPEG-LS Near-Lossless', 'jpeg-ls', true),
  encapsulated(`${JPEG}.90`, 'JPEG 2000 Lossless', 'jpeg-2000'),
  encapsulated(`${JPEG}.91`, 'JPEG 2000', 'jpeg-2000', true),
  encapsulated(`${JPEG}.92`, 'JPEG 2000 Part 2 Lossless', 'jpeg-2000'),
  encapsulated(`${JPEG}.93`, 'JPEG 2000 Part 2', 'jpeg-2000', true),
  encapsulated(`${JPEG}.94`, 'JPIP Referenced', 'unsupported'),
  encapsulated(`${JPEG}.95`, 'JPIP Referenced Deflate', 'unsupported'),
  encapsulated(`${JPEG}.100`, 'MPEG-2 video, Main Level', 'unsupported', true),
  encapsulated(`${JPEG}.101`, 'MPEG-2 video, High Level', 'unsupported', true),
  encapsulated(`${JPEG}.102`, 'MPEG-4 AVC/H.264 video', 'unsupported', true),
  encapsulated(`${JPEG}.103`, 'MPEG-4 AVC/H.264 BD-compatible video', 'unsupported', true),
  encapsulated(`${JPEG}.104`, 'MPEG-4 AVC/H.264 video for 2D', 'unsupported', true),
  encapsulated(`${JPEG}.105`, 'MPEG-4 AVC/H.264 video for 3D', 'unsupported', true),
  encapsulated(`${JPEG}.106`, 'MPEG-4 AVC/H.264 stereo video', 'unsupported', true),
  encapsulated(`${JPEG}.107`, 'HEVC/H.265 video, Main Profile', 'unsupported', true),
  encapsulated(`${JPEG}.108`, 'HEVC/H.265 video, Main 10 Profile', 'unsupported', true),
  encapsulated(`${JPEG}.110`, 'JPEG XL Lossless', 'unsupported'),
  encapsulated(`${JPEG}.111`, 'JPEG XL JPEG Recompression', 'unsupported', true),
  encapsulated(`${JPEG}.112`, 'JPEG XL', 'unsupported', true),
  encapsulated(`${JPEG}.201`, 'High-Throughput JPEG 2000 Lossless', 'htj2k'),
  encapsulated(`${JPEG}.202`, 'High-Throughput JPEG 2000 RPCL Lossless', 'htj2k'),
  encapsulated(`${JPEG}.203`, 'High-Throughput JPEG 2000', 'htj2k', true),
  encapsulated(`${JPEG}.204`, 'JPIP HTJ2K Referenced', 'unsupported'),
  encapsulated(`${JPEG}.205`, 'JPIP HTJ2K Referenced Deflate', 'unsupported'),
]

const BY_UID = new Map(TRANSFER_SYNTAXES.map((syntax) => [syntax.uid, syntax]))

/**
 * The syntax of a UID. One that nobody knows is read as explicit little endian, as every syntax since 1993 is;
 * its header can be shown then, and its pixels are refused by name.
 */
export function transferSyntaxOf(uid: string): TransferSyntax {
  return BY_UID.get(uid) ?? encapsulated(uid, `unknown transfer syntax ${uid}`, 'unsupported')
}
