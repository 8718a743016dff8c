import type { DiscFinding, Measurement } from '../../domain/finding.ts'
import type { EvaluationFigure } from '../../domain/pack.ts'
import type { RoleReason, SeriesRole } from '../../domain/study.ts'
import { percent } from './statement.ts'

export const ROLE_NAMES = {
  sagittal_t2: 'Sagittal T2',
  sagittal_t1: 'Sagittal T1',
  axial_t2: 'Axial T2',
} as const satisfies Record<SeriesRole, string>

const DISC_FINDING_NAMES: Readonly<Record<string, string>> = {
  herniation: 'herniation',
  bulge: 'bulge',
  spondylolisthesis: 'spondylolisthesis',
  stenosis: 'any spinal stenosis',
}

const TASK_NAMES: Readonly<Record<string, string>> = {
  localizer_t2: 'Disc location, sagittal T2',
  localizer_t1: 'Disc location, sagittal T1',
  segmentation_t2: 'Segmentation, sagittal T2',
  foraminal_t1: 'Foraminal grade, sagittal T1',
  foraminal_t1_at_label: 'Foraminal grade, sagittal T1, at the labelled points',
  foraminal_t2_at_label: 'Foraminal grade, sagittal T2, at the labelled points',
  subarticular_axial: 'Subarticular grade, axial T2',
  subarticular_axial_at_label: 'Subarticular grade, axial T2, at the labelled points',
  canal_axial: 'Canal grade, axial T2',
  canal_axial_at_label: 'Canal grade, axial T2, at the labelled points',
  canal_sagittal: 'Canal grade, sagittal T2',
  canal_sagittal_at_label: 'Canal grade, sagittal T2, at the labelled points',
  disc_findings: 'Disc findings, sagittal T2',
  disc_findings_at_label: 'Disc findings, sagittal T2, at the labelled points',
  locate: 'Location of canal and recesses, axial T2',
  pfirrmann: 'Pfirrmann grade, sagittal T2',
  pfirrmann_at_label: 'Pfirrmann grade, sagittal T2, at the labelled points',
}

/** Told of one task and sample. */
const MOST_METRICS = 3

/** The figures worth a reader's time; the JSON holds them all. */
const KEY_METRICS: Readonly<Record<string, string>> = {
  auc_severe: 'AUC of Severe',
  kappa_quadratic: 'quadratic kappa',
  weighted_log_loss: 'weighted log loss',
  ece: 'expected calibration error',
  within_5mm: 'within 5 mm',
  within_sixth_discs: 'discs within a sixth of their spacing',
  within_sixth_foramina: 'foramina within a sixth of the disc spacing',
  within_sixth_points: 'points within a sixth of the disc spacing',
  auc_herniation: 'AUC of herniation',
  auc_bulge: 'AUC of bulge',
  auc_spondylolisthesis: 'AUC of spondylolisthesis',
  auc_stenosis: 'AUC of any stenosis',
  dice_disc: 'Dice of discs',
  dice_canal: 'Dice of the canal',
}

/** Slips of less are noise (docs/measurements.md). */
const LEAST_LISTHESIS_MM = 2

/** Of the lower vertebra's depth, per cent: Meyerding's grades I to IV; beyond the last is spondyloptosis. */
const MEYERDING_PERCENT = [25, 50, 75, 100]
const MEYERDING_GRADES = ['I', 'II', 'III', 'IV', 'V'] as const

/** For example `canal AP diameter 6.1 mm`, one a measurement; nothing for what is too small to be told from noise. */
export function measurementsInWords(measurements: readonly Measurement[]): readonly string[] {
  const slip = measurements.find(({ name }) => name === 'listhesis_percent')
  return measurements.flatMap((measurement) => inWords(measurement, slip))
}

function inWords({ name, value, unit }: Measurement, slip: Measurement | undefined): readonly string[] {
  const amount = unit === 'mm' ? `${Math.abs(value).toFixed(1)} mm` : `${value.toFixed(0)} %`
  switch (name) {
    case 'canal_ap_diameter':
      return [`canal AP diameter ${amount}`]
    case 'csf_signal_ratio':
      return [`CSF signal ${amount} of neighbouring levels`]
    case 'disc_height':
      return [`disc height ${amount}`]
    case 'disc_signal_ratio':
      return [`relative disc signal ${amount}`]
    case 'listhesis':
      if (Math.abs(value) < LEAST_LISTHESIS_MM) return []
      return [
        `${value > 0 ? 'anterolisthesis' : 'retrolisthesis'} ${amount}${slip ? shareInWords(slip) : ''}`,
      ]
    case 'listhesis_percent': // said with the millimetres
    case 'disc_height_index': // for comparing studies; nobody dictates it
      return []
    case 'lordosis':
      return [`lordosis L1 to S1 ${value.toFixed(0)}°`]
  }
}

/** For example ` (14 % of the lower vertebra's depth, Meyerding grade I)`; the grades are of slips to anterior. */
function shareInWords({ value }: Measurement): string {
  const share = `${Math.abs(value).toFixed(0)} % of the lower vertebra's depth`
  if (value <= 0) return ` (${share})`
  const grade = MEYERDING_PERCENT.filter((limit) => value > limit).length
  return ` (${share}, Meyerding grade ${MEYERDING_GRADES[grade]})`
}

/** For example `bulge 78 %`, `expected Pfirrmann grade 3.8`. */
export function discFindingInWords({ name, value }: DiscFinding): string {
  if (name === 'pfirrmann') return `expected Pfirrmann grade ${value.toFixed(1)}`
  return `${DISC_FINDING_NAMES[name] ?? name.replaceAll('_', ' ')} ${percent(value)}`
}

/** Why a series has its role, as the end of a sentence with "because". */
export function roleReasonInWords(reason: RoleReason): string {
  switch (reason.kind) {
    case 'plane':
      return `it is ${reason.plane} (tilted by ${reason.tiltDegrees.toFixed(0)} degrees)`
    case 'description':
      return `its description "${reason.text}" says ${reason.matched}`
    case 'timing':
      return `its timing fits (${timings(reason)})`
    case 'best-quality':
      return `it is the best to read of ${reason.rivals + 1} candidates`
    case 'only-candidate':
      return 'it is the only candidate'
    case 'reader':
      return 'the reader chose it'
  }
}

/** The key figures, one sentence for each task and sample of patients. */
export function validationInWords(figures: readonly EvaluationFigure[]): string[] {
  const samples = new Map<string, EvaluationFigure[]>()
  for (const figure of figures) {
    if (!(figure.metric in KEY_METRICS)) continue
    const key = `${figure.task}|${figure.data}|${figure.n}`
    samples.set(key, [...(samples.get(key) ?? []), figure])
  }
  return [...samples.values()].map((sample) => {
    const { task, n, patients, data } = sample[0]!
    const people = patients === 1 ? '1 patient' : `${patients} patients`
    const told = sample.slice(0, MOST_METRICS).map(figureInWords).join(', ')
    return `${TASK_NAMES[task] ?? task}: ${told} (n = ${n} in ${people}, ${data}).`
  })
}

function figureInWords({ metric, value, ci95: [low, high] }: EvaluationFigure): string {
  return `${KEY_METRICS[metric] ?? metric} ${threeFigures(value)} [${threeFigures(low)} to ${threeFigures(high)}]`
}

function threeFigures(value: number): string {
  return value.toFixed(3)
}

function timings(reason: Extract<RoleReason, { kind: 'timing' }>): string {
  const named: readonly (readonly [string, number | undefined])[] = [
    ['TE', reason.echoTimeMs],
    ['TR', reason.repetitionTimeMs],
    ['TI', reason.inversionTimeMs],
  ]
  return named.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${ms.toFixed(0)} ms`])).join(', ')
}
