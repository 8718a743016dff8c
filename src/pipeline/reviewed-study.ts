import type { Annotation } from '../domain/annotation.ts'
import type { CellKey, Decisions, Signature } from '../domain/decision.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import type { Analysis } from '../domain/finding.ts'
import type { Anatomy } from '../domain/lumbosacral-anatomy.ts'
import { DEFAULT_TEMPLATE } from '../domain/report-template.ts'
import type { ReportTemplate } from '../domain/report-template.ts'
import type { ReportEdits } from '../domain/report-text.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { RoleChoice, Study } from '../domain/study.ts'
import { checkScope, withholdFindings } from '../scope/scope-gate.ts'
import { gatherDiagnostics } from './gather-diagnostics.ts'
import { priorStudy } from './prior-study.ts'

/** What the reader chooses for reports in general, whatever the study. */
export type ReportChoices = {
  /** `omit` leaves out who the patient is. */
  readonly identifiers: 'include' | 'omit'
  readonly template: ReportTemplate
  /** As the reader wishes to be named; empty for just "the reader". */
  readonly readerName: string
}

/** What the reader did to one study. */
type ReaderWork = {
  readonly decisions: Decisions
  /** Who signed the study as read; undefined while nobody did. */
  readonly signature: Signature | undefined
  /** Notes on every cell that has one, decided or not. */
  readonly notes: Readonly<Partial<Record<CellKey, string>>>
  /** Parts of the report in the reader's own words. */
  readonly edits: ReportEdits
  readonly anatomy: Anatomy
  /** Steps caudal by which the reader renamed the levels. */
  readonly renamedBy: number
  readonly annotations: readonly Annotation[]
  /** Images to be shown in the report, as `StudyImage` ids. */
  readonly keyImages: readonly string[]
}

/** What a report is written from: the model's part and the reader's part, apart. */
export type ReviewedStudy = ReportChoices &
  ReaderWork & {
    readonly study: Study
    readonly roles: readonly RoleChoice[]
    /** With the level names as the reader has them, and without what the scope checks withhold. */
    readonly analysis: Analysis
    /** StudyDate of the prior beside it, empty when its header has none; undefined without one. */
    readonly comparedWith: string | undefined
    readonly scope: readonly ScopeCheck[]
    /** Of the study, its stacks, the analysis and the scope checks. */
    readonly diagnostics: readonly Diagnostic[]
  }

const NO_WORK: ReaderWork = {
  decisions: {},
  signature: undefined,
  notes: {},
  edits: {},
  anatomy: 'usual',
  renamedBy: 0,
  annotations: [],
  keyImages: [],
}

/** A study that was analysed and that no reader has seen: what the command line reports. */
export function unreadStudy(study: Study, studies: readonly Study[], analysis: Analysis): ReviewedStudy {
  const { roles } = study
  const scope = checkScope({
    study,
    roles,
    levels: analysis.levels,
    diagnostics: analysis.diagnostics,
    distribution: analysis.scope ?? [],
    isAnalysed: true,
  })
  return {
    ...NO_WORK,
    identifiers: 'include',
    template: DEFAULT_TEMPLATE,
    readerName: '',
    study,
    roles,
    analysis: { ...analysis, findings: withholdFindings(analysis.findings, scope) },
    comparedWith: comparisonDate(priorStudy(studies, study)),
    scope,
    diagnostics: gatherDiagnostics({
      study,
      studies,
      scope,
      analysis: analysis.diagnostics,
      unread: undefined,
    }),
  }
}

/** What `comparedWith` says of a prior. */
export function comparisonDate(prior: Study | undefined): string | undefined {
  return prior && (prior.date ?? '')
}
