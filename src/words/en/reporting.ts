import type { ConditionGroup, Side } from '../../domain/condition.ts'
import type { PhraseName, ReportTemplate } from '../../domain/report-template.ts'
import type { ReportPart } from '../../domain/report-text.ts'
import type { ReadingMode } from '../../domain/reading-mode.ts'
import { count } from './numbers.ts'

/** The report on screen, how it reads, taking one up again, and how reader and model agree. */
export const REPORTING = {
  report: {
    open: 'Report',
    title: 'Report',
    writing: 'The report is being written',
    notYet: 'The report is ready once the analysis is complete',
    hint: 'Any paragraph can be worded otherwise: click and write. Empty it to have Cauda’s words back.',
    hidden: (cells: number) =>
      `The report shows what the model says, which is still hidden for ${count(cells, 'cell')}.`,
    reveal: 'Show it, and log that it was seen',
    reader: 'Reader',
    readerPlaceholder: 'As you are named in reports',
    part: (heading: string, label: string) => (label === '' ? heading : `${heading}, ${label}`),
    placeholders: {
      clinical: 'Why the study was done',
      comparison: 'What it was compared with',
      technique: '',
      findings: '',
      impression: '',
      remarks: 'What else is to be said',
    } satisfies Record<Exclude<ReportPart, `findings/${string}`> | 'findings', string>,
    yourWords: 'Your words',
    outdated: 'Your words; the grades under them changed since. Cauda would write:',
    keepMine: 'Mine still hold',
    takeBack: 'Back to Cauda’s words',
    goTo: (level: string) => `Go to ${level}`,
    copy: 'Copy as text',
    copied: 'Copied',
    copyRefused: 'The browser refused the clipboard.',
  },

  template: {
    title: 'How the report reads',
    reset: 'Reset',
    levels: 'Levels',
    levelOrders: {
      'head-first': 'from L1/L2 down',
      'foot-first': 'from L5/S1 up',
    } satisfies Record<ReportTemplate['levels'], string>,
    groups: 'Within a level',
    groupNames: {
      canal: 'canal',
      foraminal: 'foramina',
      subarticular: 'recesses',
    } satisfies Record<ConditionGroup, string>,
    firstSide: 'First side',
    sides: { right: 'right', left: 'left' } satisfies Record<Side, string>,
    mild: 'No more than mild',
    milds: {
      named: 'each place named',
      brief: '“throughout” or “elsewhere”',
    } satisfies Record<ReportTemplate['mild'], string>,
    percentages: 'The model’s percentages',
    measurements: 'Measurements',
    discFindings: 'Disc findings of the model',
    discChoices: {
      likely: 'likely ones',
      all: 'all',
      none: 'none',
    } satisfies Record<ReportTemplate['discFindings'], string>,
    phrases: 'Phrases',
    phraseNames: {
      normal_mild: 'Normal/Mild',
      moderate: 'Moderate',
      severe: 'Severe',
      canal: 'Canal',
      foraminal: 'Foramen, one side',
      foraminal_both: 'Foramina, both',
      subarticular: 'Recess, one side',
      subarticular_both: 'Recesses, both',
      none_narrowed: 'Without narrowing',
      no_comparison: 'No comparison',
    } satisfies Record<PhraseName, string>,
  },

  distribution: {
    known: 'a series of a known kind',
    strange: 'unlike the series that the model knows',
  },

  restore: {
    label: 'Review in these files',
    offer: (reader: string, when: string, decided: number) =>
      `This folder holds a review written by Cauda on ${when}${reader === '' ? '' : ` by ${reader}`}: ${decided} of 25 cells decided.`,
    restore: 'Restore it',
    stray: (level: string, apartMm: number | undefined) =>
      apartMm === undefined
        ? `No disc ${level} was found here.`
        : `Its ${level} lies ${apartMm.toFixed(0)} mm from the disc of that name here.`,
    byPlace: 'Restore on its discs',
    byName: 'Restore by name',
    dismiss: 'Leave it',
    others: 'Structured reports in these files',
    kinds: {
      foreign: 'not written by Cauda',
      'other-study': 'written by Cauda, on another study',
      'other-patient': 'written by Cauda, on a study with the same UID of another patient',
      'no-reader': 'written by Cauda, before any reader',
    },
  },

  agreement: {
    open: 'Agreement with the model',
    title: 'Reader and model',
    explained:
      'What you decided beside what the model proposed, over the studies kept on this machine. Kappa is weighted by the square of the distance and needs 10 cells; intervals are 95 %, by study (bootstrap), and need two.',
    none: 'No study with graded cells is kept on this machine yet.',
    modes: {
      concurrent: 'Graded with the model in view',
      'reader-first': 'Graded before the model was seen',
      blind: 'Graded blind',
    } satisfies Record<ReadingMode, string>,
    biased:
      'Whoever sees the model first agrees with it more often: this is not a measure of how good either is.',
    simulated: (studies: number) =>
      `${count(studies, 'simulated study', 'simulated studies')} left out: their grades mean nothing.`,
    studies: (studies: number, cells: number) =>
      `${count(studies, 'study', 'studies')}, ${count(cells, 'cell')}`,
    condition: 'Condition',
    all: 'All conditions',
    n: 'n',
    exact: 'Same grade',
    kappa: 'Kappa',
    interval: '95 %',
    matrix: (condition: string) => `${condition}: rows are yours, columns the model’s`,
    reader: 'Reader',
    model: 'Model',
    undefined: 'too few',
    exportCsv: 'Export CSV',
    erase: 'Erase all reviews',
    eraseExplained: 'The figures are made from the reviews kept here; erasing deletes those.',
  },
} as const
