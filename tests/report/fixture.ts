import { diagnose } from '../../src/domain/diagnostic.ts'
import type { Condition } from '../../src/domain/condition.ts'
import { CONDITIONS, groupOf } from '../../src/domain/condition.ts'
import type { Decisions } from '../../src/domain/decision.ts'
import type { Analysis, Assessment, LocatedLevel } from '../../src/domain/finding.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import type { EvaluationFigure } from '../../src/domain/pack.ts'
import { DEFAULT_TEMPLATE } from '../../src/domain/report-template.ts'
import type { ReportEdits } from '../../src/domain/report-text.ts'
import { likeliestGrade } from '../../src/domain/severity.ts'
import type { GradeProbabilities } from '../../src/domain/severity.ts'
import type { Stack, Study, StudyImage } from '../../src/domain/study.ts'
import type { ReportInput } from '../../src/report/model/report-input.ts'

const MR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.4'
const STUDY_UID = '1.2.826.0.1.3680043.8.498.7001'

type Row = readonly [level: Level, condition: Condition, normalMild: number, moderate: number, severe: number]

/** The cells that are not plainly Normal/Mild; all others are .91/.07/.02. */
const GRADED: readonly Row[] = [
  ['l3_l4', 'spinal_canal_stenosis', 0.22, 0.64, 0.14],
  ['l3_l4', 'left_subarticular_stenosis', 0.38, 0.41, 0.21],
  ['l4_l5', 'spinal_canal_stenosis', 0.01, 0.06, 0.93],
  ['l4_l5', 'right_neural_foraminal_narrowing', 0.2, 0.71, 0.09],
  ['l4_l5', 'right_subarticular_stenosis', 0.02, 0.17, 0.81],
  ['l4_l5', 'left_subarticular_stenosis', 0.3, 0.45, 0.25],
  ['l5_s1', 'left_neural_foraminal_narrowing', 0.001, 0.002, 0.997],
]
const UNCERTAIN: readonly string[] = [
  'l3_l4/left_subarticular_stenosis',
  'l4_l5/left_subarticular_stenosis',
  'l2_l3/right_subarticular_stenosis',
]

/**
 * Two readers' work: two confirmed, one changed, one graded where the model abstained and one where it saw nothing, one set aside
 * by the other reader, notes in two scripts.
 */
export const DECISIONS: Decisions = {
  'l4_l5/spinal_canal_stenosis': {
    reader: 'Dr. Łukasz Wójcik',
    grade: 'severe',
    proposed: 'severe',
    at: '2026-03-04T16:11:02+01:00',
    mode: 'concurrent',
    place: [1.5, -20, -38],
  },
  'l3_l4/spinal_canal_stenosis': {
    reader: 'Dr. Łukasz Wójcik',
    grade: 'severe',
    proposed: 'moderate',
    at: '2026-03-04T16:12:40+01:00',
    mode: 'reader-first',
    place: [1.5, -20, -2],
  },
  'l4_l5/left_subarticular_stenosis': {
    reader: 'Dr. Łukasz Wójcik',
    grade: 'moderate',
    proposed: undefined,
    at: '2026-03-04T16:13:00+01:00',
    mode: 'blind',
    place: [1.5, -20, -38],
  },
  'l5_s1/right_subarticular_stenosis': {
    reader: 'Dr. Łukasz Wójcik',
    grade: 'moderate',
    proposed: undefined,
    at: '2026-03-04T16:14:00+01:00',
    mode: 'concurrent',
    place: [1.5, -20, -74],
  },
  'l2_l3/spinal_canal_stenosis': {
    reader: 'Prof. Ada Lind',
    grade: 'not_assessed',
    proposed: 'normal_mild',
    at: '2026-03-04T16:15:00+01:00',
    mode: 'concurrent',
    place: [1.5, -20, 34],
  },
  'l1_l2/right_neural_foraminal_narrowing': {
    reader: 'Dr. Łukasz Wójcik',
    grade: 'normal_mild',
    proposed: 'normal_mild',
    at: '2026-03-04T16:16:00+01:00',
    mode: 'concurrent',
    place: undefined,
  },
}

export const NOTES: ReportInput['notes'] = {
  'l4_l5/spinal_canal_stenosis': 'Cauda equina crowded; “redundant” roots above.\nŽivá poznámka, 脊柱管狭窄.',
  'l3_l4/spinal_canal_stenosis': '=worse on axial images, see image 31',
  'l2_l3/spinal_canal_stenosis': 'flow artefact',
  'l1_l2/left_subarticular_stenosis': 'not decided, but looked at',
}

/** The reader's own words: a remark on the whole, nothing in place of what Cauda writes. */
export const EDITS: ReportEdits = {
  remarks: {
    text: 'Compared with nothing.\nŠirší kontext: čeká se na kontrolu.',
    basis: '',
    at: '2026-03-04T16:19:00+01:00',
  },
}

export function sampleStudy(): Study {
  const sagittalT2 = stack(1, 'T2 TSE sag Müller', 'sagittal', 18)
  const sagittalT1 = stack(2, 'T1 TSE sag', 'sagittal', 18)
  const axialT2 = [stack(3, 'T2 TSE tra', 'axial', 12, 1), stack(3, 'T2 TSE tra', 'axial', 12, 2)]
  return {
    studyInstanceUid: STUDY_UID,
    patientId: 'PID-0815',
    patientName: 'Müller^Änne^Zoë=王^小東',
    patientAgeYears: 61,
    patientSex: 'F',
    patientBirthDate: '1964-07-02',
    date: '2026-03-03',
    accessionNumber: 'ACC-77',
    time: '081512.250000',
    studyId: 'S-4711',
    referringPhysicianName: 'Gräf^Ida',
    issuerOfPatientId: 'Hospital A',
    description: 'MRT LWS für Müller',
    stacks: [sagittalT2, sagittalT1, ...axialT2, stack(4, 'Localizer', 'coronal', 3)],
    roles: [
      {
        role: 'sagittal_t2',
        stackIds: [sagittalT2.id],
        why: [
          { kind: 'plane', plane: 'sagittal', tiltDegrees: 2.4 },
          { kind: 'description', text: 'T2 TSE sag Müller', matched: 'T2' },
          { kind: 'timing', echoTimeMs: 101, repetitionTimeMs: 3500 },
        ],
      },
      { role: 'sagittal_t1', stackIds: [sagittalT1.id], why: [{ kind: 'only-candidate' }] },
      {
        role: 'axial_t2',
        stackIds: axialT2.map(({ id }) => id),
        why: [{ kind: 'best-quality', rivals: 1, extentMm: 92, gapMm: 4, pixelMm: 0.56 }],
      },
    ],
    diagnostics: [],
  }
}

export function sampleAnalysis(study: Study): Analysis {
  const located = LEVELS.map((level, index) => locate(study, level, index)).filter(
    ({ level }) => level !== 'l1_l2',
  )
  return {
    engine: {
      backend: 'wasm',
      adapter: 'SIMD, 2 threads; no WebGPU adapter',
      pack: 'lumbar-1',
      packSha256: 'ab'.repeat(32),
      packFacts: PACK_FACTS,
      preprocessingVersion: 1,
      appVersion: '0.1.0',
    },
    levels: located,
    findings: LEVELS.flatMap((level) =>
      CONDITIONS.map((condition) => ({ level, condition, assessment: assess(study, level, condition) })),
    ),
    measurements: [
      {
        level: 'l4_l5',
        name: 'canal_ap_diameter',
        value: 6.13,
        uncertainty: 0.4,
        unit: 'mm',
        method: 'mask-perpendicular',
      },
      {
        level: 'l4_l5',
        name: 'csf_signal_ratio',
        value: 34.2,
        uncertainty: 2.5,
        unit: '%',
        method: 'mask-mean',
      },
      {
        level: 'l5_s1',
        name: 'disc_height',
        value: 5.04,
        uncertainty: 0.5,
        unit: 'mm',
        method: 'mask-midline',
      },
      {
        level: 'l5_s1',
        name: 'disc_signal_ratio',
        value: 21,
        uncertainty: 2,
        unit: '%',
        method: 'mask-mean',
      },
      {
        level: 'l4_l5',
        name: 'listhesis',
        value: 3.2,
        uncertainty: 0.6,
        unit: 'mm',
        method: 'corner-offset',
      },
      {
        level: 'l4_l5',
        name: 'listhesis_percent',
        value: 9.1,
        uncertainty: 1.7,
        unit: '%',
        method: 'slip-to-depth',
      },
      { level: 'l5_s1', name: 'lordosis', value: 47.6, uncertainty: 2.1, unit: 'deg', method: 'endplates' },
    ],
    discFindings: [
      { level: 'l4_l5', name: 'bulge', value: 0.78 },
      { level: 'l4_l5', name: 'pfirrmann', value: 3.84 },
    ],
    diagnostics: [],
  }
}

export function sampleInput(changes: Partial<ReportInput> = {}): ReportInput {
  const study = sampleStudy()
  return {
    study,
    analysis: sampleAnalysis(study),
    decisions: DECISIONS,
    notes: NOTES,
    generatedAt: '2026-03-04T16:20:05+01:00',
    readerName: 'Dr. Łukasz Wójcik',
    identifiers: 'include',
    template: DEFAULT_TEMPLATE,
    edits: EDITS,
    numbering: { anatomy: 'usual', renamedBy: 0 },
    annotations: [],
    keyImages: [],
    scope: [
      {
        code: 'analysis.signal-void',
        subject: 'l5_s1',
        effect: 'withhold',
        touches: ['l5_s1/spinal_canal_stenosis'],
      },
    ],
    diagnostics: [
      {
        code: 'series.uneven-gaps',
        severity: 'warning',
        subject: 'DICOM/Müller_Änne/IM0031',
        message: 'Slices of DICOM/Müller_Änne/IM0031 are unevenly spaced.',
      },
      {
        code: 'analysis.signal-void',
        severity: 'warning',
        subject: 'l5_s1',
        message: 'A signal void hides the canal at L5/S1.',
      },
    ],
    ...changes,
  }
}

const FIGURES: readonly EvaluationFigure[] = [
  figure('canal_sagittal', 'auc_severe', 0.9641, 0.9512, 0.9755, 1200, 310),
  figure('canal_sagittal', 'kappa_quadratic', 0.7712, 0.7401, 0.8012, 1200, 310),
  figure('foraminal_t1', 'auc_severe', 0.957, 0.95, 0.964, 2400, 240),
  figure('foraminal_t1', 'accuracy_at_80', 0.93, 0.92, 0.94, 2400, 240),
]

const PACK_FACTS = {
  id: 'lumbar-1',
  name: 'Cauda lumbar',
  version: '1.2.0',
  sha256: 'ab'.repeat(32),
  evaluation: FIGURES,
}

function figure(
  task: string,
  metric: string,
  value: number,
  low: number,
  high: number,
  n: number,
  patients: number,
): EvaluationFigure {
  return { task, metric, value, ci95: [low, high], n, patients, data: 'held-out test split' }
}

function assess(study: Study, level: Level, condition: Condition): Assessment {
  if (level === 'l1_l2' && groupOf(condition) === 'canal')
    return { kind: 'not-assessed', reason: { kind: 'level-not-found' } }
  if (level === 'l5_s1' && groupOf(condition) === 'canal')
    return {
      kind: 'not-assessed',
      reason: {
        kind: 'withheld',
        because: diagnose('analysis.signal-void', 'warning', 'l4_l5', { level: 'L4/L5', areaMm2: 310 }),
      },
    }
  if (level === 'l5_s1' && groupOf(condition) === 'subarticular')
    return { kind: 'not-assessed', reason: { kind: 'not-covered', role: 'axial_t2' } }
  const row = GRADED.find(([l, c]) => l === level && c === condition)
  const probabilities: GradeProbabilities =
    row === undefined
      ? { normal_mild: 0.91, moderate: 0.07, severe: 0.02 }
      : { normal_mild: row[2], moderate: row[3], severe: row[4] }
  const index = LEVELS.indexOf(level)
  const source = sourceOf(study, condition)
  const image = source.images[8 + (index % 3)]
  if (image === undefined) throw new Error('the fixture has too few images')
  const isUncertain = UNCERTAIN.includes(`${level}/${condition}`)
  const severeOpen = probabilities.severe >= 0.1 && probabilities.severe < 0.5
  return {
    ...(isUncertain
      ? { kind: 'uncertain', threshold: 0.95 }
      : {
          kind: 'graded',
          proposed: likeliestGrade(probabilities),
          ...(severeOpen && { notExcluded: 'severe' }),
        }),
    probabilities,
    evidence: {
      network: `grade-${groupOf(condition)}`,
      stackId: source.id,
      imageId: image.id,
      point: [2.5, -10 + index, 60 - 35 * index],
      boxPx: [180.5, 60 + 70 * index, 96, 72],
      crop: gradient(96, 72),
    },
  }
}

function sourceOf(study: Study, condition: Condition): Stack {
  const index = { canal: 0, foraminal: 1, subarticular: 2 }[groupOf(condition)]
  const found = study.stacks[index]
  if (found === undefined) throw new Error('the fixture has too few stacks')
  return found
}

function locate(study: Study, level: Level, index: number): LocatedLevel {
  const [stackOfT2] = study.stacks
  const image = stackOfT2?.images[9]
  if (stackOfT2 === undefined || image === undefined) throw new Error('the fixture has too few images')
  return {
    level,
    centre: [1.5, -20, 70 - 36 * index],
    imageId: image.id,
    stackId: stackOfT2.id,
    boxPx: [200, 80 + 70 * index, 64, 30],
    confidence: 0.97,
  }
}

function stack(number: number, description: string, plane: Stack['plane'], count: number, part = 1): Stack {
  const seriesInstanceUid = `${STUDY_UID}.${number}`
  return {
    id: `${seriesInstanceUid}/${part}`,
    seriesInstanceUid,
    seriesNumber: number,
    description,
    plane,
    images: Array.from({ length: count }, (_, index) =>
      imageOf(seriesInstanceUid, plane, part * 100 + index),
    ),
    diagnostics: [],
  }
}

function imageOf(seriesInstanceUid: string, plane: Stack['plane'], index: number): StudyImage {
  const sopInstanceUid = `${seriesInstanceUid}.${index + 1}`
  return {
    id: `${sopInstanceUid}#1`,
    sopInstanceUid,
    sopClassUid: MR_IMAGE_STORAGE,
    frameNumber: 1,
    instanceNumber: index + 1,
    geometry: {
      position: plane === 'axial' ? [-100, -100, index * 4] : [-36 + index * 4, -120, 130],
      columnDirection: plane === 'axial' ? [1, 0, 0] : [0, 1, 0],
      rowDirection: plane === 'axial' ? [0, 1, 0] : [0, 0, -1],
      columnSpacingMm: 0.625,
      rowSpacingMm: 0.625,
      columns: 448,
      rows: 448,
    },
    windows: [{ center: 500, width: 1000 }],
    inverted: false,
    burnedIn: 'NO',
    path: `DICOM/Müller_Änne/IM${String(index).padStart(4, '0')}`,
  }
}

function gradient(columns: number, rows: number): { columns: number; rows: number; grey: Uint8ClampedArray } {
  const grey = new Uint8ClampedArray(columns * rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      grey[row * columns + column] =
        ((column * 255) / columns) * 0.5 + 60 * Math.abs(Math.sin(row / 6 + column / 20)) + 20
  return { columns, rows, grey }
}
