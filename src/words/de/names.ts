import type { Condition } from '../../domain/condition.ts'
import type { MeasurementName } from '../../domain/finding.ts'
import type { Grade } from '../../domain/severity.ts'
import type { SeriesRole } from '../../domain/study.ts'

/** What the things of the study are called. */
export const NAMES = {
  grades: {
    normal_mild: 'Normal/gering',
    moderate: 'Mäßig',
    severe: 'Schwer',
  } satisfies Record<Grade, string>,
  conditions: {
    spinal_canal_stenosis: 'Spinalkanalstenose',
    left_neural_foraminal_narrowing: 'neuroforaminale Enge links',
    right_neural_foraminal_narrowing: 'neuroforaminale Enge rechts',
    left_subarticular_stenosis: 'Recessusstenose (subartikulär) links',
    right_subarticular_stenosis: 'Recessusstenose (subartikulär) rechts',
  } satisfies Record<Condition, string>,
  /** Column heads of the grid: two short lines each. */
  conditionHeads: {
    right_neural_foraminal_narrowing: ['R', 'Foramen'],
    right_subarticular_stenosis: ['R', 'Recessus'],
    spinal_canal_stenosis: ['', 'Kanal'],
    left_subarticular_stenosis: ['L', 'Recessus'],
    left_neural_foraminal_narrowing: ['L', 'Foramen'],
  } satisfies Record<Condition, readonly [string, string]>,
  roles: {
    sagittal_t2: 'T2 sagittal',
    sagittal_t1: 'T1 sagittal',
    axial_t2: 'T2 axial',
  } satisfies Record<SeriesRole, string>,
  rolesShort: {
    sagittal_t2: 'T2 sag',
    sagittal_t1: 'T1 sag',
    axial_t2: 'T2 ax',
  } satisfies Record<SeriesRole, string>,
  planes: { sagittal: 'Sagittal', coronal: 'Koronar', axial: 'Axial', oblique: 'Schräg' },
  numberedSeries: (plane: string, number: number) => `${plane}, Serie ${number}`,
  measurements: {
    canal_ap_diameter: { name: 'Spinalkanal, AP-Durchmesser', short: 'Kanal AP' },
    csf_signal_ratio: { name: 'Liquorsignal im Verhältnis zu den Nachbarsegmenten', short: 'Liquorsignal' },
    disc_height: { name: 'Bandscheibenhöhe', short: 'BS-Höhe' },
    disc_height_index: { name: 'Bandscheibenhöhenindex', short: 'BS-Index' },
    disc_signal_ratio: { name: 'Bandscheibensignal', short: 'BS-Signal' },
    listhesis: { name: 'Listhesis', short: 'Listhesis' },
    listhesis_percent: { name: 'Listhesis im Verhältnis zur Tiefe des unteren Wirbels', short: 'Versatz' },
    lordosis: { name: 'Lordose, L1 bis S1', short: 'Lordose' },
  } satisfies Record<MeasurementName, { name: string; short: string }>,
  discFindings: {
    herniation: 'Vorfall',
    bulge: 'Vorwölbung',
    spondylolisthesis: 'Spondylolisthesis',
    stenosis: 'Stenose',
    pfirrmann: 'Pfirrmann-Grad',
  } as Readonly<Record<string, string>>,
} as const
