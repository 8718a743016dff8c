import type { Annotation } from '../../domain/annotation.ts'
import type { Condition } from '../../domain/condition.ts'
import type { Decision, Signature } from '../../domain/decision.ts'
import type { Assessment, DiscFinding, Engine, LocatedLevel, Measurement } from '../../domain/finding.ts'
import type { Level } from '../../domain/level.ts'
import type { Grade, GradeProbabilities } from '../../domain/severity.ts'
import type { ReportTemplate } from '../../domain/report-template.ts'
import type { ReportEdits, ReportSection, ReportText, SectionName } from '../../domain/report-text.ts'
import type { Plane, SeriesRole } from '../../domain/study.ts'
import type { PackFacts } from '../../domain/pack.ts'
import type { Numbering, ReportScope, WordedDiagnostic } from './report-input.ts'

/**
 * A report before it has a format: the facts, and the sentences made from them. Every writer renders this and nothing else,
 * so that no two formats of one report can disagree.
 */
export type ReportModel = {
  /** ISO 8601 with offset. */
  readonly generatedAt: string
  readonly identifiers: 'include' | 'omit'
  /** Undefined when identifiers are omitted. */
  readonly patient: ReportPatient | undefined
  readonly study: ReportStudy
  readonly reader: string | undefined
  /** Who signed it as read; undefined while nobody did. */
  readonly signature: Signature | undefined
  readonly series: readonly ReportSeries[]
  readonly engine: Omit<Engine, 'packFacts'>
  readonly pack: PackFacts
  /** All five, cranial to caudal. */
  readonly levels: readonly ReportLevel[]
  readonly counts: ReviewCounts
  readonly diagnostics: readonly WordedDiagnostic[]
  readonly scope: readonly ReportScope[]
  readonly numbering: Numbering
  /** StudyDate of the prior, empty when unknown or omitted; undefined without a prior. */
  readonly comparedWith: string | undefined
  /** What the reader drew on images of this study, whole shapes only. */
  readonly annotations: readonly Annotation[]
  /** What the reader measured, each as words with its image. */
  readonly readerMeasures: readonly string[]
  readonly template: ReportTemplate
  readonly edits: ReportEdits
  /** The images that levels, evidence and key images point to, by image id. */
  readonly images: Readonly<Record<string, ReportImage>>
  /** Ids of the images that show the findings, in the order of the study. */
  readonly keyImages: readonly string[]
  /** Those of them that the reader marked. */
  readonly markedImages: readonly string[]
  readonly text: ReportText
}

type ReportPatient = {
  /** As DICOM writes a person name (PN): `Family^Given`, perhaps in several scripts parted by `=`. */
  readonly name: string | undefined
  readonly id: string | undefined
  readonly issuerOfId: string | undefined
  readonly birthDate: string | undefined
  readonly ageYears: number | undefined
  readonly sex: string | undefined
}

/** All but the UID are undefined when identifiers are omitted or the header has none. */
type ReportStudy = {
  readonly studyInstanceUid: string
  readonly date: string | undefined
  /** StudyTime, StudyID and ReferringPhysicianName as DICOM writes them. */
  readonly time: string | undefined
  readonly studyId: string | undefined
  readonly referringPhysicianName: string | undefined
  readonly accessionNumber: string | undefined
  readonly description: string | undefined
}

/** A series, or that part of it (one plane) that was used for one role. */
export type ReportSeries = {
  readonly seriesInstanceUid: string
  /** Null when it was not used. */
  readonly role: SeriesRole | null
  readonly plane: Plane
  readonly description: string
  readonly images: number
  readonly stacks: number
  /** Why it has its role, in words; empty when it was not used. */
  readonly why: readonly string[]
}

export type ReportImage = {
  readonly sopInstanceUid: string
  readonly sopClassUid: string
  /** Its own, which differ from those of the report's study and series where these were joined from several. */
  readonly studyInstanceUid: string
  readonly seriesInstanceUid: string
  /** From 1. */
  readonly frameNumber: number
  /** BurnedInAnnotation, where the header tells. */
  readonly burnedIn?: 'YES' | 'NO'
}

export type ReportLevel = {
  readonly level: Level
  /** Undefined when the disc was not found. */
  readonly located: LocatedLevel | undefined
  /** Five, in the order of CONDITIONS. */
  readonly cells: readonly ReportCell[]
  readonly measurements: readonly Measurement[]
  readonly discFindings: readonly DiscFinding[]
}

export type ReportCell = {
  readonly level: Level
  readonly condition: Condition
  readonly assessment: Assessment
  readonly decision: Decision | undefined
  /** The reader's words on the cell, decided or not. */
  readonly note: string | undefined
  readonly standing: Standing
}

/** Who decided a cell, where it is not the reader who makes the report. */
type Author = { readonly reader: string; readonly at: string }

/** What a cell stands at, and by whom: the one place where the model's proposal and the reader's decision meet. */
export type Standing =
  /** The reader's grade. `change` is against the model's proposal at the time of the decision. */
  | {
      readonly kind: 'decided'
      readonly grade: Grade
      readonly change: 'confirmed' | 'changed' | 'added'
      readonly another?: Author
    }
  /** The reader said that it cannot be assessed. */
  | { readonly kind: 'set-aside'; readonly another?: Author }
  /** The model's grade, which no reader has looked at. */
  | {
      readonly kind: 'proposed'
      readonly grade: Grade
      readonly probability: number
      /** A graver grade that the model cannot exclude. */
      readonly notExcluded?: { readonly grade: Grade; readonly probability: number }
    }
  /** The model abstains and proposes no grade. */
  | { readonly kind: 'uncertain'; readonly probabilities: GradeProbabilities; readonly threshold: number }
  /** Nobody has graded it; `why` in words. */
  | { readonly kind: 'not-assessed'; readonly why: string }

/** How many of the 25 cells stand where; they add up to 25. */
export type ReviewCounts = {
  readonly decided: number
  readonly proposed: number
  readonly uncertain: number
  readonly notAssessed: number
}

/** A section by its name: the report has each of them, empty or not. */
export function sectionOf({ text }: Pick<ReportModel, 'text'>, name: SectionName): ReportSection {
  const found = text.sections.find((section) => section.name === name)
  if (found === undefined) throw new Error(`the report has no section ${name}`)
  return found
}
