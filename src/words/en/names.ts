import type { Condition } from '../../domain/condition.ts'
import type { MeasurementName } from '../../domain/finding.ts'
import { GRADE_NAMES } from '../../domain/severity.ts'
import type { SeriesRole } from '../../domain/study.ts'

/** What the things of the study are called. */
export const NAMES = {
  grades: GRADE_NAMES,
  conditions: {
    spinal_canal_stenosis: 'spinal canal stenosis',
    left_neural_foraminal_narrowing: 'left neural foraminal narrowing',
    right_neural_foraminal_narrowing: 'right neural foraminal narrowing',
    left_subarticular_stenosis: 'left subarticular stenosis',
    right_subarticular_stenosis: 'right subarticular stenosis',
  } satisfies Record<Condition, string>,
  /** Column heads of the grid: two short lines each. */
  conditionHeads: {
    right_neural_foraminal_narrowing: ['R', 'foramen'],
    right_subarticular_stenosis: ['R', 'recess'],
    spinal_canal_stenosis: ['', 'Canal'],
    left_subarticular_stenosis: ['L', 'recess'],
    left_neural_foraminal_narrowing: ['L', 'foramen'],
  } satisfies Record<Condition, readonly [string, string]>,
  roles: {
    sagittal_t2: 'Sagittal T2',
    sagittal_t1: 'Sagittal T1',
    axial_t2: 'Axial T2',
  } satisfies Record<SeriesRole, string>,
  rolesShort: {
    sagittal_t2: 'Sag T2',
    sagittal_t1: 'Sag T1',
    axial_t2: 'Ax T2',
  } satisfies Record<SeriesRole, string>,
  planes: { sagittal: 'Sagittal', coronal: 'Coronal', axial: 'Axial', oblique: 'Oblique' },
  numberedSeries: (plane: string, number: number) => `${plane}, series ${number}`,
  measurements: {
    canal_ap_diameter: { name: 'Canal AP diameter', short: 'Canal AP' },
    csf_signal_ratio: { name: 'CSF signal of neighbouring levels', short: 'CSF signal' },
    disc_height: { name: 'Disc height', short: 'Disc height' },
    disc_height_index: { name: 'Disc height index', short: 'Height index' },
    disc_signal_ratio: { name: 'Disc signal', short: 'Disc signal' },
    listhesis: { name: 'Listhesis', short: 'Listhesis' },
    listhesis_percent: { name: 'Listhesis of the lower vertebra’s depth', short: 'Slip' },
    lordosis: { name: 'Lordosis, L1 to S1', short: 'Lordosis' },
  } satisfies Record<MeasurementName, { name: string; short: string }>,
  discFindings: {
    herniation: 'Herniation',
    bulge: 'Bulge',
    spondylolisthesis: 'Spondylolisthesis',
    stenosis: 'Stenosis',
    pfirrmann: 'Pfirrmann grade',
  } as Readonly<Record<string, string>>,
} as const
