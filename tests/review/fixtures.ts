import { CONDITIONS } from '../../src/domain/condition.ts'
import type { Condition } from '../../src/domain/condition.ts'
import type { Analysis, Assessment, Evidence, Finding, LocatedLevel } from '../../src/domain/finding.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { fail } from '../../src/domain/result.ts'
import type { Grade } from '../../src/domain/severity.ts'
import type { ExportPort } from '../../src/review/reader-ports.ts'
import type { SeriesRole, Stack, Study } from '../../src/domain/study.ts'

const EVIDENCE: Evidence = {
  network: 'test',
  stackId: 'stack',
  imageId: 'image#1',
  point: [1, 2, 3],
  boxPx: [0, 0, 4, 4],
  crop: { columns: 1, rows: 1, grey: new Uint8ClampedArray(1) },
}

/** A graded assessment; the proposed grade gets `share`, the other two halve the rest. */
export function graded(proposed: Grade, share = 0.8): Extract<Assessment, { readonly kind: 'graded' }> {
  const rest = (1 - share) / 2
  return {
    kind: 'graded',
    probabilities: { normal_mild: rest, moderate: rest, severe: rest, [proposed]: share },
    proposed,
    evidence: EVIDENCE,
  }
}

/** An abstention with these probabilities. */
export function uncertain(normalMild: number, moderate: number, severe: number): Assessment {
  return {
    kind: 'uncertain',
    probabilities: { normal_mild: normalMild, moderate, severe },
    threshold: 0.7,
    evidence: EVIDENCE,
  }
}

/** 25 findings, Normal/Mild at 0.9 except where `cells` says otherwise. */
export function findings(cells: Readonly<Record<string, Assessment>> = {}): readonly Finding[] {
  return LEVELS.flatMap((level) =>
    CONDITIONS.map((condition: Condition) => ({
      level,
      condition,
      assessment: cells[`${level}/${condition}`] ?? graded('normal_mild', 0.9),
    })),
  )
}

export function located(level: Level, x = 0): LocatedLevel {
  return {
    level,
    centre: [x, 0, 100 - LEVELS.indexOf(level) * 35],
    imageId: 'image#1',
    stackId: 'stack',
    boxPx: [10, 10, 20, 10],
    confidence: 0.9,
  }
}

export function analysis(cells?: Readonly<Record<string, Assessment>>): Analysis {
  return {
    engine: {
      backend: 'wasm',
      adapter: 'test',
      pack: 'pack',
      packSha256: '0'.repeat(64),
      packFacts: { id: 'pack', name: 'Pack', version: '1', sha256: '0'.repeat(64), evaluation: [] },
      preprocessingVersion: 1,
      appVersion: '0.0.0',
    },
    levels: LEVELS.map((level) => located(level)),
    findings: findings(cells),
    measurements: LEVELS.map((level, index) => ({
      level,
      name: 'canal_ap_diameter',
      value: 10 + index,
      uncertainty: 0.5,
      unit: 'mm',
      method: 'test',
    })),
    discFindings: [],
    diagnostics: [],
  }
}

export function study(uid = '1.2.3', roles: readonly SeriesRole[] = ['sagittal_t2']): Study {
  return {
    studyInstanceUid: uid,
    patientId: 'P1',
    patientName: undefined,
    patientAgeYears: undefined,
    patientSex: undefined,
    patientBirthDate: undefined,
    date: '2026-01-01',
    accessionNumber: undefined,
    description: undefined,
    stacks: [stack('stack'), stack('other')],
    roles: roles.map((role) => ({ role, stackIds: ['stack'], why: [{ kind: 'only-candidate' }] })),
    diagnostics: [],
  }
}

function stack(id: string): Stack {
  return {
    id,
    seriesInstanceUid: id,
    seriesNumber: 1,
    description: id,
    plane: 'sagittal',
    images: [],
    diagnostics: [],
  }
}

/** An export port that writes nothing and knows no report. */
export const NO_REPORTS_WRITTEN: ExportPort = {
  export: () => Promise.reject(new Error('no export in this test')),
  preview: () => Promise.reject(new Error('no preview in this test')),
  restore: ({ path }) => Promise.resolve(fail(diagnose('report.not-a-cauda-report', 'error', path))),
}
