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
  'series.burned-in': ({ fields }) => [
    `${count(fields.images, 'image')} may show who the patient is.`,
    'The header says that text is burnt into the pixels (BurnedInAnnotation YES).',
    'Look at the images before a report without identifiers is passed on: text in pixels cannot be left out.',
  ],
  'series.several-patients': ({ fields }) => [
    'One study carries the identifiers of several patients.',
    fields.patientIds,
    'Check whose images these are before reading on.',
  ],
  'series.joined': ({ subject, fields }) => [
    `${named(subject)} came as ${fields.series} series and is read as one of ${count(fields.images, 'image')}.`,
    'They share number, description and frame of reference, and show no place twice.',
    'Check that they belong together.',
  ],
  'series.studies-joined': ({ fields }) => [
    `${fields.studies} studies are read as one.`,
    'Patient, date, time, accession number and frame of reference are the same.',
    'Check that they are one examination.',
  ],
  'series.stations': ({ subject, fields }) => [
    `${named(subject)} holds ${fields.stations} table positions.`,
    'Each is read as a stack of its own; the lumbar one takes the role.',
    'Choose another under "Why" in the list of series, if it is the wrong one.',
  ],
  'series.repeated': ({ subject, fields }) => [
    `${named(subject)} shows the same places ${fields.times} times.`,
    'Each acquisition is a stack of its own.',
    'Choose another under "Why" in the list of series, if it is better.',
  ],
  'series.uids-missing': ({ fields }) => [
    `${count(fields.images, 'image')} without identifiers.`,
    'Study, series or image UID is missing, so Cauda made one of its own, the same at each opening.',
    'A report that leaves this machine will not find its images in an archive.',
  ],
  'series.elsewhere': ({ subject, fields }) => [
    `${named(subject)} is not used as ${ROLE_NAMES[fields.role]}.`,
    `It lies ${Math.abs(fields.distanceMm)} mm ${fields.distanceMm > 0 ? 'above' : 'below'} the sagittal T2.`,
    'Choose it under "Why" in the list of series, if it shows the same levels.',
  ],
  'series.weighting-contradicted': ({ subject, fields }) => [
    `${named(subject)} is called ${fields.described} and is read as ${fields.timed}.`,
    `Its times are those of ${fields.timed}: TR ${Math.round(fields.repetitionTimeMs)} ms, TE ${Math.round(fields.echoTimeMs)} ms.`,
    'Check which it is, and choose its role by hand if need be.',
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

const ROLE_NAMES = { sagittal_t2: 'sagittal T2', sagittal_t1: 'sagittal T1', axial_t2: 'axial T2' } as const

function named(subject: string): string {
  return subject === '' ? 'A series' : `Series ${subject}`
}

function foundInstead({
  fields,
}: Diagnostic<`series.no-${'sagittal-t2' | 'sagittal-t1' | 'axial-t2'}`>): string {
  return fields.found !== '' ? `Found: ${fields.found}.` : ''
}
