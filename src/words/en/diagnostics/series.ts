import type { Diagnostic } from '../../../domain/diagnostic.ts'
import type { WordsOf } from '../../diagnostic-words.ts'
import { count } from '../numbers.ts'

/** What the series of a study are, and what is missing among them. */
export const SERIES_WORDS: WordsOf<'series'> = {
  'series.no-sagittal-t2': (diagnostic) => [
    'There is no sagittal T2 or STIR series.',
    foundInstead(diagnostic),
    'Levels and the canal are read on it. If a series here is one, choose it under "Why" in the list of series.',
  ],
  'series.no-sagittal-t1': (diagnostic) => [
    'There is no sagittal T1 series.',
    foundInstead(diagnostic),
    'Without it the foramina are read on T2 where the model pack can, at lower evidence, else not assessed.',
  ],
  'series.no-axial-t2': (diagnostic) => [
    'There is no axial T2 series.',
    foundInstead(diagnostic),
    'The recesses are not assessed without it.',
  ],
  'series.too-few-images': ({ subject, fields }) => [
    `${named(subject)} has only ${count(fields.images, 'image')}.`,
    `At least ${fields.needed} are needed to know the sides.`,
    'Open the whole series.',
  ],
  'series.missing-slices': ({ subject, fields }) => [
    `${named(subject)}: ${count(fields.missing, 'image')} missing after image ${fields.afterImage}.`,
    `The gap at ${fields.atMm} mm is ${fields.gapMm} mm wide instead of ${fields.usualMm} mm.`,
    '',
  ],
  'series.uneven-gaps': ({ subject, fields }) => [
    `${named(subject)}: uneven gap after image ${fields.afterImage}.`,
    `${fields.gapMm} mm instead of ${fields.usualMm} mm, at ${fields.atMm} mm.`,
    '',
  ],
  'series.uids-repeat': ({ fields }) => [
    'Images of different series carry the same identifiers.',
    `${fields.images} images share ${fields.uids} SOP instance UIDs.`,
    'A coded report may point to the wrong one of two images.',
  ],
  'series.several-patients': ({ fields }) => [
    'One study carries the identifiers of several patients.',
    fields.patientIds,
    'Check whose images these are before reading on.',
  ],
  'series.after-contrast': ({ subject }) => [
    `${named(subject)} was acquired after contrast.`,
    'The models were not made for it.',
    'Take the grades with caution, or choose another series.',
  ],
  'series.left-aside': ({ subject, fields }) => [`${named(subject)} is not used.`, fields.reason, ''],
  'series.mosaic': ({ fields }) => [
    `A mosaic: many slices tiled on one picture, ${fields.columns} x ${fields.rows}.`,
    'Functional and diffusion MR come like this; Cauda does not take it apart.',
    '',
  ],
  'series.no-position': ({ fields }) =>
    fields.frames > 1 && fields.unreadCoding === ''
      ? [
          `${fields.frames} images in one file that cannot be placed in the patient: ${fields.modality}, ${fields.columns} x ${fields.rows}.`,
          'The header does not say where each of them lies.',
          'Export them as single images or as an Enhanced object, if they matter.',
        ]
      : [
          `Not a slice through a patient: ${fields.modality}, ${fields.columns} x ${fields.rows}.`,
          fields.unreadCoding !== ''
            ? `It is coded as ${fields.unreadCoding}, which Cauda does not read.`
            : 'The header gives no position.',
          '',
        ],
}

function named(subject: string): string {
  return subject === '' ? 'A series' : `Series ${subject}`
}

function foundInstead({
  fields,
}: Diagnostic<`series.no-${'sagittal-t2' | 'sagittal-t1' | 'axial-t2'}`>): string {
  return fields.found !== '' ? `Found: ${fields.found}.` : ''
}
