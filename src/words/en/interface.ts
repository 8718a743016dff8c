import type { OfferedPack } from '../../domain/pack.ts'
import type { AnalysisStage } from '../../domain/progress.ts'
import type { Anatomy } from '../../domain/lumbosacral-anatomy.ts'
import type { ReadingMode } from '../../domain/reading-mode.ts'
import { count } from './numbers.ts'

/** The desk: every string that is not a diagnostic, a name or a cell's standing. */
export const INTERFACE = {
  product: 'Cauda',
  researchUse: 'For research only. Not for clinical use.',
  scopeNotice:
    'Out of scope: no sagittal T2, under 18, post-operative hardware, scoliosis, contrast, tumour, infection, fracture.',

  empty: {
    sentence: 'Open a lumbar spine MRI to read its levels and grade its stenosis.',
    drop: 'Drop a folder, files or a ZIP anywhere on this page.',
    privacy: 'Nothing leaves this machine.',
    privacyExplained: 'Files are read, shown and graded in this page. It connects to no other address.',
    releaseToOpen: 'Release to open',
  },
  open: {
    menu: 'Open',
    folder: 'Open folder',
    files: 'Open files',
    sample: 'Open sample study',
  },

  study: {
    choose: 'Study',
    noDate: 'no date',
    blank: 'Hide patient details',
    unblank: 'Show patient details',
    hidden: 'Patient details hidden',
    unnamed: 'No name',
    numbered: (n: number) => `Study ${n}`,
    years: (n: number) => `${n} y`,
  },

  layout: {
    menu: 'Layout',
    single: 'One pane',
    pair: 'Two panes',
    lead: 'One large, two small',
    triple: 'Three panes',
    quad: 'Four panes',
  },

  tools: {
    menu: 'Tools',
    window: 'Window',
    pan: 'Pan',
    zoom: 'Zoom',
    scroll: 'Scroll',
    locate: 'Locate',
    magnifier: 'Magnifier',
    probe: 'Probe',
    length: 'Length',
    angle: 'Angle',
    cobb: 'Cobb angle',
    ellipse: 'Ellipse',
    arrow: 'Arrow',
    measure: 'Measure',
    explained: {
      window: 'Window: drag right for width, down for centre (W)',
      pan: 'Pan: drag, or drag with the middle button (P)',
      zoom: 'Zoom: drag down to enlarge, or drag with the right button (Z)',
      scroll: 'Scroll: drag, or turn the wheel (S)',
      magnifier: 'Magnifier: hold (M)',
      locate: 'Locate: press to take all panes there, or press with Shift (X)',
    },
    fit: 'Fit',
    invert: 'Invert',
    reset: 'Reset',
    link: 'Scroll together',
    linkExplained: 'Panes of the same plane scroll together',
    undo: 'Undo',
    redo: 'Redo',
  },

  mode: {
    menu: 'Reading mode',
    names: {
      concurrent: 'Concurrent',
      'reader-first': 'Reader first',
      blind: 'Blind',
    } satisfies Record<ReadingMode, string>,
    explained: {
      concurrent: 'Proposals are shown at once',
      'reader-first': 'A proposal is shown once you have graded its cell, or on demand',
      blind: 'Proposals are shown only in the final comparison',
    } satisfies Record<ReadingMode, string>,
    compare: 'Compare with the model',
    reveal: 'Show proposal',
    hidden: 'Hidden until you have graded this cell',
  },

  rail: {
    label: 'Series',
    unused: 'Not used for grading',
    why: 'Why this series',
    whyShort: 'Why',
    useAs: 'Use as',
    none: 'No role',
    images: (n: number) => count(n, 'image'),
    skipped: (n: number) => `${count(n, 'file')} left out`,
  },

  pane: {
    image: (name: string, index: number, count: number) => `${name}, image ${index} of ${count}`,
    empty: (name: string) => `${name}: none in this study`,
    series: 'Series in pane',
    choose: 'Choose a series',
    loading: 'Reading image',
    levelBox: (level: string) => `${level} box`,
    key: 'Key image',
  },

  quantities: {
    value: '',
    length: '',
    angle: '',
    mean: 'mean',
    sd: 'SD',
    area: 'area',
    column: 'column',
    row: 'row',
    x: 'x',
    y: 'y',
    z: 'z',
  },

  findings: {
    label: 'Findings',
    level: 'Level',
    side: 'Findings and measures',
    patientRight: 'patient’s right',
    patientLeft: 'left',
    decided: (n: number) => `${n} of 25 decided`,
    next: 'Next undecided',
    sign: 'Sign as read',
    signExplained: 'Says under your name that every cell is read',
    signUnnamed: 'Every cell is decided. Enter your name in the report to sign.',
    signed: (by: string, when: string) => `Signed as read by ${by}, ${when}`,
    confirmRowShort: 'Confirm row',
    confirmRowExplained:
      'Confirms the Normal/Mild proposals of the selected level together, if they have been on screen and Severe is excluded',
    confirmRow: (level: string, n: number) => `Confirm row: ${n} Normal/Mild at ${level}`,
    analyse: 'Analyse',
    readAgain: 'Grade again at these levels',
    outdated: 'Level names or places changed since the grades were read.',
    stopped: 'The analysis was stopped.',
  },

  levels: {
    menu: 'Levels',
    shiftUp: 'Call every level one higher',
    shiftDown: 'Call every level one lower',
    shifted: (steps: number) =>
      steps === 0
        ? 'Names as located'
        : `Names shifted by ${Math.abs(steps)} ${steps > 0 ? 'down' : 'up'} by the reader`,
    place: 'Place levels by hand',
    placeExplained: 'Press on L1/L2, then on L5/S1, on a sagittal image; drag a box to correct it',
    placing: 'Press on the middle of L1/L2, then of L5/S1.',
    anatomy: 'Lumbosacral junction',
    anatomies: {
      usual: 'Usual: five lumbar vertebrae',
      l6: 'Six lumbar vertebrae (L6)',
      'sacralised-l5': 'L5 sacralised',
      'lumbarised-s1': 'S1 lumbarised',
    } satisfies Record<Anatomy, string>,
  },

  cell: {
    none: 'Select a cell to see what its grade rests on.',
    level: 'Select a condition at this level.',
    grade: 'Your grade',
    model: 'Model',
    confirm: 'Confirm',
    notAssessed: 'Not assessed',
    withdraw: 'Withdraw',
    note: 'Note',
    notePlaceholder: 'Your words on this cell',
    evidence: 'What the network was given. Go to this image.',
    readOn: (name: string, index: number, count: number) => `${name}, image ${index} of ${count}`,
    readOnUnknown: 'An image that is not on screen',
    uncertain: (threshold: string) =>
      `The model abstains: it proposes a grade here only from ${threshold}. Each condition has a threshold of its own, set on validation patients. Decide with 1, 2, 3 or 0.`,
    byModel: 'Proposed by the model, not yet reviewed',
    byReader: (time: string) => `Decided by the reader at ${time}`,
    byAnother: (by: string) => `Decided by ${by}`,
    measures: 'Measures at this level',
  },

  profile: { label: 'Spine profile', none: 'No measures for this study' },

  status: {
    progress: 'Progress',
    cancel: 'Cancel',
    opening: (done: number, found: number, volume: string, perSecond: number) =>
      found === 0
        ? 'Looking for files'
        : `Reading headers: ${done} of ${found} files, ${volume}${perSecond > 0 ? `, ${perSecond} files/s` : ''}`,
    stages: {
      'loading-pack': 'Loading the model',
      compiling: 'Preparing the model',
      locating: 'Locating the levels',
      grading: 'Grading',
      measuring: 'Measuring',
    } satisfies Record<AnalysisStage, string>,
    step: (done: number, of: number) => (of > 1 ? `${done} of ${of}` : ''),
    backends: { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' },
    engineIdle: 'Engine not started',
    engineStarting: 'Starting the engine',
    engineFailed: 'No engine',
    noPack: 'no pack',
    requests: (n: number) => `requests since load: ${n}`,
    requestsExplained: (own: number) =>
      `Requests to any other address since this page was opened. The page’s own program and model files (${own}) came from where it was served.`,
    saving: 'Kept on this machine',
    private: 'Private: nothing is kept',
    notKept: 'Not kept',
  },

  earlier: {
    label: 'Earlier review',
    offer: (decided: number, when: string) =>
      `You reviewed this study before: ${decided} of 25 cells decided, ${when}.`,
    unproven:
      'An older version kept it and did not note whose images they were: make sure that it is this patient.',
    goOn: 'Go on',
    afresh: 'Start afresh',
  },

  exports: {
    menu: 'Export',
    kinds: {
      text: 'Text',
      pdf: 'PDF',
      csv: 'CSV',
      json: 'JSON',
      sr: 'DICOM SR',
      fhir: 'FHIR',
      'key-objects': 'DICOM key objects',
      captures: 'DICOM key images',
      all: 'All (ZIP)',
    },
    omit: 'Without identifiers',
    omitBySite: 'Reports of this site leave out who the patient is.',
    omitExplained: 'Leave out who the patient is, in every format',
    hidden: 'An export shows what the model says. Open the report to see it first.',
    undecided: (n: number) => `${n} of 25 cells not decided by a reader.`,
    unnamed: 'No reader is named.',
    anyway: 'Export anyway',
    back: 'Back',
    writing: (format: string) => `Writing ${format}`,
    notYet: 'Export is ready once the analysis is complete',
  },

  notices: {
    copy: 'Copy diagnostics',
    copied: 'Copied',
    helpdesk: (contact: string) => `Help: ${contact}`,
    copyRefused: 'The browser refused the clipboard.',
    dismiss: 'Dismiss',
    tryAgain: 'Try again',
    more: (n: number) => `${count(n, 'note')} on this study`,
    leftOut: 'Files left out',
    files: (n: number) => count(n, 'file'),
    andMore: (n: number) => `and ${n.toLocaleString('en-GB')} more`,
    close: 'Close',
  },

  settings: {
    menu: 'More',
    private: 'Private mode',
    privateBySite: 'This site keeps nothing of a study on this machine.',
    privateExplained: 'Keep nothing on this machine',
    saved: 'Studies read here',
    noneSaved: 'No reviews are kept on this machine.',
    delete: 'Delete',
    deleteAll: 'Delete all',
    unreadable: 'Cannot be read: damaged, or of a newer version',
    deletedLater:
      'Deleted reviews are gone from Cauda at once. The browser may keep their bytes in its own files until it tidies them up; where that matters, use private mode, or keep the browser profile on an encrypted disk.',
    model: 'Models',
    keys: 'Keys',
    theKeys: 'Keys',
    keysOnCells: 'On findings',
    keysOnImages: 'On images',
    language: 'Language / Sprache',
    languageExplained: 'Reports are written in English.',
  },

  pack: {
    models: 'Models',
    choose: 'The model pack that reads',
    origins: {
      site: 'from this site',
      'handed-over': 'handed over, until this page is closed',
    } satisfies Record<OfferedPack['origin'], string>,
    bring: 'Drop the folder or the ZIP of a pack of your own anywhere on this page, or open it here.',
    openFolder: 'Open pack folder…',
    openZip: 'Open pack ZIP…',
    useDonor: (donor: string) => `Use with the localizer of ${donor}`,
    label: 'Model card',
    none: 'The model pack could not be read.',
    licence: 'Licence',
    trainedOn: 'Trained on',
    measured: 'Measured on held-out patients',
    size: 'Size',
    dataset: (name: string, patients: number, images: number) =>
      `${name} (${patients} patients, ${images} images)`,
    columns: {
      task: 'Task',
      metric: 'Metric',
      value: 'Value',
      interval: '95 % interval',
      n: 'n',
      data: 'Data',
    },
  },
} as const
