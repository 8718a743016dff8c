import type { Diagnostic } from '../../../domain/diagnostic.ts'
import type { ThreeParts, WordsOf } from '../../diagnostic-words.ts'

/** Model packs: every way in which one is refused. */
export const PACK_WORDS: WordsOf<'pack'> = {
  'pack.missing-file': refused('a file is missing', 'Copy the whole pack again.'),
  'pack.not-a-manifest': refused('its manifest.json is not one', 'Convert the pack again.'),
  'pack.schema-version': refused(
    'it was made for another version of Cauda',
    'Use a pack made for this version.',
  ),
  'pack.preprocessing-version': refused(
    'it was trained on pixels prepared in another way',
    'Prepare, train and convert it again.',
  ),
  'pack.missing-field': refused('its manifest lacks a field', 'Convert the pack again.'),
  'pack.wrong-field': refused('its manifest has a field with a wrong value', 'Convert the pack again.'),
  'pack.unknown-task': refused('it holds a network for an unknown task', 'Update Cauda.'),
  'pack.label-order': refused(
    'its grades are in another order',
    'Convert the pack again; never reorder labels.',
  ),
  'pack.calibration': refused('its calibration is not whole', 'Calibrate, then convert it again.'),
  'pack.path-outside': refused('a path leaves its folder', 'Do not use this pack.'),
  'pack.truncated-file': refused('a file is not whole', 'Copy the pack again.'),
  'pack.hash-mismatch': refused('a file was changed or damaged', 'Copy the pack again.'),
  'pack.not-a-graph-model': refused('a network is not a tfjs graph model', 'Convert the pack again.'),
  'pack.unknown-op': refused('a network uses an operation that the runtime lacks', 'Replace that layer.'),
  'pack.unreadable-graph': refused('a network cannot be run', 'Convert the pack again.'),
  'pack.missing-output': refused('a network lacks an output', 'Convert the pack again.'),
  'pack.output-size': refused(
    'an output has another number of values than labels',
    'Convert the pack again.',
  ),
  'pack.weights-not-finite': refused(
    'its weights hold values that are not finite numbers',
    'Train again at a lower learning rate, and convert.',
  ),
  'pack.answers-not-finite': refused(
    'a network answers with values that are not finite numbers',
    'Train again, and convert.',
  ),
  'pack.needs-localizer': ({ subject, fields: { donor } }) => [
    `The model pack ${subject} cannot read a study on its own.`,
    'It has no network that finds the levels (localize-sagittal).',
    donor === ''
      ? 'Convert it again with --base, which takes over the networks of another pack.'
      : `Use it with the localizer of ${donor}, or convert it again with --base.`,
  ],
}

/** A refusal with the fields that tell an engineer where to look. */
function refused(why: string, toDo: string): (diagnostic: Diagnostic) => ThreeParts {
  return ({ subject, fields }) => {
    const facts = Object.entries(fields)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
    return [
      `The model pack is refused: ${why}.`,
      [subject, facts].filter((part) => part !== '').join(': '),
      toDo,
    ]
  }
}
