import type { WordsOf } from '../../diagnostic-words.ts'
import { percent } from '../../numbers.ts'

/** What the model could not do, or did with doubt; and the runtime under it. */
export const ANALYSIS_WORDS: WordsOf<'analysis' | 'inference'> = {
  'analysis.no-sagittal': () => [
    'No grades: there is no sagittal series to find the levels on.',
    '',
    'Open a study with a sagittal T2 series, or choose one under "Why" in the list of series.',
  ],
  'analysis.no-spine': ({ fields }) => [
    'No lumbar spine was found.',
    `${fields.discs} discs were seen; the images may show another part of the body, or look unlike those that the model knows.`,
    'Check that this is a lumbar study and that the right series is used as sagittal T2.',
  ],
  'analysis.no-localizer': ({ subject }) => [
    'The model pack cannot find levels.',
    `${subject} has no network for it.`,
    'Choose another pack.',
  ],
  'analysis.count-doubtful': () => [
    'The numbering of the levels is doubtful.',
    'The sacrum was not seen clearly, or the count does not come out.',
    'Check L5/S1, and shift the levels if they are off.',
  ],
  'analysis.level-doubtful': ({ subject, fields }) => [
    `${subject} was found with doubt${typeof fields.confidence === 'number' ? ` (${percent(fields.confidence)})` : ''}.`,
    '',
    'Check its box.',
  ],
  'analysis.mostly-uncertain': ({ fields }) => [
    `The model abstains on ${fields.uncertain} of ${fields.graded} cells.`,
    'These images look unlike those that it knows.',
    'Read this study without the model.',
  ],
  'analysis.foramina-on-t2': () => [
    'The foramina were graded on sagittal T2.',
    'Readers label them on T1, which this study lacks: their grades rest on less.',
    'Check each foramen yourself.',
  ],
  'analysis.foramen-not-found': () => [
    'The foramen was not recognised.',
    'Severe narrowing, scoliosis or an artefact can do that.',
    'Read the foramen yourself.',
  ],
  'analysis.recess-not-found': () => [
    'The recess was not recognised.',
    'Severe stenosis or a poor image can do that.',
    'Read the recess yourself.',
  ],
  'analysis.signal-void': ({ fields }) => [
    `At ${fields.level} a region of ${fields.areaMm2} mm² gives no signal.`,
    'Metal does that. The models were not made for implants, and their grades at this level are withheld.',
    'Grade this level by hand.',
  ],
  'analysis.blank-slices': ({ subject, fields }) => [
    `${fields.count} ${fields.count === 1 ? 'slice' : 'slices'} of ${subject || 'a sagittal series'} ${fields.count === 1 ? 'shows' : 'show'} no patient and ${fields.count === 1 ? 'was' : 'were'} left out.`,
    'They are blank or hold noise alone, as slices beyond the coil do.',
    'Look whether the series covers the whole spine.',
  ],
  'analysis.canal-not-found': () => [
    'The canal was not recognised.',
    'Severe stenosis or a poor image can do that.',
    'Read the canal yourself.',
  ],
  'inference.no-webgpu': () => [
    'WebGPU was asked for and did not start.',
    'There is no GPU, or the browser blocks it.',
    'Remove engine=webgpu from the address.',
  ],
  'inference.no-engine': () => [
    'The model cannot run in this browser.',
    'Neither WebGPU nor WebAssembly started.',
    'Images can be read and graded by hand. Try another browser for the model.',
  ],
}
