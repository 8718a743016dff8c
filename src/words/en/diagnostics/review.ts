import type { WordsOf } from '../../diagnostic-words.ts'

/** The session: bugs caught at its rim, saving, and the scope checks. */
export const REVIEW_WORDS: WordsOf<'review'> = {
  'review.open-bug': ({ fields }) => [
    'The files could not be read.',
    `This is a fault in Cauda: ${fields.message}`,
    'Copy the diagnostics and report it; another study can be opened now.',
  ],
  'review.analysis-bug': ({ fields }) => [
    'The analysis stopped.',
    `This is a fault in Cauda: ${fields.message}`,
    'The images can be read and graded by hand. Try again, or copy the diagnostics and report it.',
  ],
  'review.engine-bug': ({ fields }) => [
    'The model could not be started.',
    `This is a fault in Cauda: ${fields.message}`,
    'The images can be read and graded by hand. Copy the diagnostics and report it.',
  ],
  'review.export-bug': ({ fields }) => [
    'The report could not be written.',
    `This is a fault in Cauda: ${fields.message}`,
    'Try another format, or copy the diagnostics and report it. Your review is kept.',
  ],
  'review.image-bug': ({ fields }) => [
    'This image could not be shown.',
    `This is a fault in Cauda: ${fields.message}`,
    'Copy the diagnostics and report it; other images can be looked at.',
  ],
  'review.screen-bug': ({ fields }) => [
    'This part of the page could not be drawn.',
    `This is a fault in Cauda: ${fields.message}`,
    'Try again, or copy the diagnostics and report it. The rest of the page works, and your review is kept.',
  ],
  'review.page-bug': ({ fields }) => [
    'Something went wrong.',
    `This is a fault in Cauda: ${fields.message}`,
    'Copy the diagnostics and report it. What is on screen can still be used.',
  ],
  'review.worker-ended': ({ fields }) => [
    fields.why === 'hung'
      ? 'A part of Cauda that works in the background stopped answering and was ended.'
      : 'A part of Cauda that works in the background ended.',
    `The file or the study may ask for more time or memory than there is (${fields.message}).`,
    'It was started again: try once more. If it happens again, copy the diagnostics and report it.',
  ],
  'review.part-not-loaded': ({ fields }) => [
    'A part of this page could not be loaded.',
    `The server is away, or a newer version has replaced the page (${fields.message}).`,
    'Try again, or export what you need and reload the page: your review is kept on this machine.',
  ],
  'review.engine-changed': ({ fields }) => [
    `The analysis went on with ${fields.to} instead of ${fields.from}.`,
    fields.because,
    '',
  ],
  'review.kept-unreadable': () => [
    'Earlier work on this study is kept here, but cannot be read.',
    'It is damaged, or a newer version of Cauda wrote it.',
    'Open the study with that version, or delete the record under "Studies read here". What you do now is kept beside it.',
  ],
  'review.kept-of-another': () => [
    'Earlier work kept under the UID of this study is not offered.',
    'It was done on another patient or on other images: two studies bear the same StudyInstanceUID.',
    'Check the name of the patient, and where the files came from. What you do now is kept beside the earlier work.',
  ],
  'review.newer-version': () => [
    'Your review is not being kept on this machine.',
    'A newer version of Cauda was used at this address, and this version does not understand how it keeps reviews.',
    'Reload the page to get the newer version, or export the report before closing this tab. What the newer version kept is unharmed.',
  ],
  'review.not-kept': ({ fields }) => [
    'Your review is not being kept on this machine.',
    `The browser refused to store it (${fields.reason}).`,
    'What is on screen is unharmed: export the report before closing this tab, or free some space.',
  ],
  'review.not-adult': ({ fields }) => [
    `The patient is ${fields.years} years old.`,
    'The models were made on adults and do not apply.',
    'Read this study without the model.',
  ],
  'review.several-patients': ({ fields }) => [
    `These files hold ${fields.studies} studies of ${fields.patients} patients.`,
    'One is shown.',
    'Choose the study in the bar at the top, and check the name.',
  ],
  'review.several-studies': ({ fields }) => [
    `These files hold ${fields.studies} studies of one patient.`,
    'One is shown.',
    'Choose another in the bar at the top.',
  ],
  'review.partly-read': ({ fields }) => [
    `Reading stopped after ${fields.filesDone} of ${fields.filesFound} files.`,
    'Images and whole series of this study may be among the others; gaps between images are not looked for.',
    'Open the files again to read the whole study.',
  ],
  'review.simulated': () => [
    'This study is simulated.',
    'It shows how Cauda works: its grades and measurements mean nothing, and say nothing about how good the models are.',
    '',
  ],
  'review.field-of-view': ({ subject }) => [
    `The image ends close to ${subject}.`,
    'Part of what the models look at lies outside the field of view.',
    'Take the grades there with caution.',
  ],
  'review.contrast-agent': ({ subject, fields }) => [
    `The series "${subject}" was taken after contrast agent${fields.agent === '' ? ', by its name' : ` (${fields.agent})`}.`,
    fields.isContradicted
      ? 'Its name and its header contradict each other. The models were made on series without.'
      : 'The models were made on series without.',
    'Take what is read on it with caution, or choose another series for its role.',
  ],
  'review.fat-saturated': ({ subject }) => [
    `The series "${subject}" is fat-saturated.`,
    'The foraminal grader looks for the signal of fat around the root.',
    'Grade the foramina by hand, or choose another series for the role of sagittal T1.',
  ],
  'review.out-of-distribution': ({ subject, fields }) => [
    `The ${subject} series looks unlike those that the models know.`,
    `Its distance from them is ${fields.distance} times what 99 % of known series stay within.`,
    'Take what is read on it with caution.',
  ],
  'review.reports-alone': () => [
    'These files hold structured reports, but no images.',
    'A report is shown beside the study that it speaks of.',
    'Open the study first, or together with the report.',
  ],
  'review.levels-missing': ({ subject }) => [
    `Not found: ${subject}.`,
    'The disc may lie outside the images, or look unlike those that the model knows.',
    'Its cells are not assessed. Shift the levels if the numbering is off.',
  ],
  'review.scoliosis': ({ fields }) => [
    `The discs lie up to ${fields.deviationMm} mm off a straight line.`,
    'In strong scoliosis sagittal slices leave the canal, and the models were not made for it.',
    'Take the grades with caution.',
  ],
}
