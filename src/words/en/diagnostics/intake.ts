import type { WordsOf } from '../../diagnostic-words.ts'
import { bytes, count } from '../numbers.ts'

/** Single files: why one is left out, or comes with less than hoped. */
export const INTAKE_WORDS: WordsOf<'intake'> = {
  'intake.not-dicom': ({ fields }) => [
    !['', 'unknown'].includes(fields.kind) ? `Not DICOM: ${fields.kind}.` : 'Not a DICOM file.',
    '',
    '',
  ],
  'intake.empty-file': () => ['The file is empty.', 'It holds no byte, or the browser may not read it.', ''],
  'intake.unreadable-file': ({ fields }) => [
    'The file could not be read.',
    fields.reason,
    'Check that it is still there and that the browser may read it.',
  ],
  'intake.header-too-long': ({ fields }) => [
    'The header does not end.',
    `It claims ${bytes(fields.claimedBytes)}.`,
    'Fetch the file again from where it came.',
  ],
  'intake.damaged-header': () => ['The header is damaged.', '', 'Fetch the file again from where it came.'],
  'intake.truncated': () => [
    'The file ends too early.',
    'It was cut short when it was copied or sent.',
    'Fetch it again from where it came.',
  ],
  'intake.no-image': ({ fields }) => [
    `DICOM without an image: ${fields.object}.`,
    'There is nothing to show.',
    '',
  ],
  'intake.structured-report': () => [
    'A structured report, no image.',
    'Cauda reads back what it wrote itself.',
    '',
  ],
  'intake.unsupported-transfer-syntax': ({ fields }) => [
    `The pixels are coded as ${fields.name}, which Cauda does not read.`,
    '',
    'Export the study uncompressed, or as JPEG 2000 or JPEG Lossless.',
  ],
  'intake.unsupported-pixels': ({ fields }) => [
    'The pixels have a form that Cauda does not read.',
    `${fields.bitsStored} of ${fields.bitsAllocated} bits, ${count(fields.samplesPerPixel, 'sample')} a pixel.`,
    '',
  ],
  'intake.implausible-size': ({ fields }) => [
    `The image claims ${fields.columns} x ${fields.rows} pixels.`,
    'The file does not hold that many.',
    'Fetch the file again from where it came.',
  ],
  'intake.truncated-pixels': ({ fields }) => [
    'The pixels end too early.',
    `Image ${fields.frame} of the file is not whole.`,
    'Fetch the file again from where it came.',
  ],
  'intake.frames-missing': ({ fields }) => [
    `The header claims ${fields.claimed} images, and the file holds ${fields.found}.`,
    'Those that are there are shown.',
    'Fetch the file again from where it came.',
  ],
  'intake.frames-placed-by-spacing': ({ subject, fields }) => [
    `The places of ${count(fields.frames, 'image')} are assumed: ${subject}.`,
    `The header gives that of the first one only; the others are laid ${fields.spacingMm} mm apart.`,
    'Check right and left against another series.',
  ],
  'intake.codec-not-loaded': ({ fields }) => [
    `The decoder for ${fields.coding} could not be loaded.`,
    'The connection to the page’s own address was lost before it was first needed.',
    'Reload the page with a connection.',
  ],
  'intake.decode-failed': ({ fields }) => [
    'The pixels could not be decoded.',
    fields.reason,
    'Fetch the file again from where it came.',
  ],
  'intake.duplicate': () => ['The same image was already read.', 'It is kept once.', ''],
  'intake.same-uid-different-pixels': ({ subject, fields }) => [
    `Two different images carry one identifier: ${subject}.`,
    `The other one is ${fields.sharedWith}.`,
    'Both are shown. A report that points to this image points to both.',
  ],
  'intake.dicomdir': ({ fields }) => [
    'A DICOMDIR, the list of files of a CD.',
    fields.missing > 0
      ? `${count(fields.missing, 'listed file')} of ${fields.listed} not found, ${fields.firstMissing} first.`
      : 'All files that it lists were found.',
    fields.missing > 0 ? 'Copy the CD again, whole.' : '',
  ],
  'intake.archive-damaged': () => ['The archive is damaged.', '', 'Fetch it again from where it came.'],
  'intake.archive-empty': () => ['The archive is empty.', '', ''],
  'intake.archive-encrypted': () => [
    'The archive is locked with a password.',
    'Cauda does not open locked archives.',
    'Unpack it, then open the folder.',
  ],
  'intake.archive-method': ({ fields }) => [
    'The archive is packed in a way that Cauda does not read.',
    `Compression method ${fields.method}.`,
    'Unpack it, then open the folder.',
  ],
  'intake.archive-too-deep': () => [
    'An archive inside an archive inside an archive.',
    'Cauda looks one archive deep.',
    'Unpack the outer ones, then open the folder.',
  ],
  'intake.archive-too-large': ({ fields }) => [
    `The archive holds ${bytes(fields.bytes)} packed as one.`,
    'It does not fit into memory.',
    'Unpack it, then open the folder.',
  ],
}
