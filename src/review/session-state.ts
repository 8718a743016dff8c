import type { StoreApi } from 'zustand/vanilla'
import type { Diagnostic } from '../domain/diagnostic.ts'
import type { CellKey } from '../domain/decision.ts'
import type {
  Assessment,
  DiscFinding,
  Engine,
  Finding,
  LocatedLevel,
  Measurement,
  SeriesScope,
} from '../domain/finding.ts'
import type { Condition } from '../domain/condition.ts'
import type { PatientPoint } from '../domain/geometry.ts'
import type { Level } from '../domain/level.ts'
import type { ReadingMode } from '../domain/reading-mode.ts'
import type { RestoredReview } from '../domain/restored-review.ts'
import type { AnalysisStage, SkippedFile } from '../domain/progress.ts'
import type { Study } from '../domain/study.ts'
import { beginHistory } from './history.ts'
import type { History } from './history.ts'
import type { EngineChoice } from '../domain/engine-preference.ts'
import { EMPTY_DOCUMENT } from './review-document.ts'
import type { ReviewDocument } from './review-document.ts'
import type { Reveals, SavedReview } from './reader-ports.ts'
import type { Unread } from '../pipeline/unread-files.ts'

type OpeningProgress = {
  readonly filesDone: number
  readonly filesFound: number
  readonly bytes: number
  readonly filesPerSecond: number
}

type AnalysingProgress = { readonly stage: AnalysisStage; readonly done: number; readonly of: number }

export type EngineStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly choice: EngineChoice }
  | { readonly kind: 'failed'; readonly diagnostic: Diagnostic }

/** What the model has said so far; it grows level by level until `complete`. */
export type Reading = {
  readonly levels: readonly LocatedLevel[]
  readonly findings: readonly Finding[]
  readonly measurements: readonly Measurement[]
  readonly discFindings: readonly DiscFinding[]
  readonly scope?: readonly SeriesScope[]
  readonly diagnostics: readonly Diagnostic[]
  readonly engine: Engine | undefined
  readonly complete: boolean
  /** The document's shift when this was read: names are shown moved by what the reader shifted since. */
  readonly shift: number
}

/** Where the localizer put the levels, before any were placed by hand, and the document's shift at that time. */
export type Located = { readonly levels: readonly LocatedLevel[]; readonly shift: number }

/** Where the discs of the prior study lie; empty until they are found. */
type Prior = {
  readonly kind: 'locating' | 'located' | 'not-located'
  readonly studyUid: string
  readonly levels: readonly LocatedLevel[]
}

/** The cell or level that the reader looks at. */
type Selection = { readonly level: Level; readonly condition: Condition | undefined }

/** Where all panes are asked to go. A new object each time, so that asking twice goes twice. */
export type Target = { readonly point: PatientPoint; readonly imageId: string | undefined }

/** What the grid has shown of each cell. */
export type Displayed = Readonly<Partial<Record<CellKey, Assessment>>>

export type SessionState = {
  /** `OfferedPack.key` of the model pack in use. */
  readonly packId: string
  /** Set while files are read. */
  readonly opening: OpeningProgress | undefined
  readonly openFailure: Diagnostic | undefined
  readonly studies: readonly Study[]
  readonly skipped: readonly SkippedFile[]
  /** Set while some of the files that `studies` come from are not read. */
  readonly unread: Unread | undefined
  /** The study on screen. */
  readonly studyUid: string | undefined
  readonly engine: EngineStatus
  /** Set while the study is analysed. */
  readonly analysing: AnalysingProgress | undefined
  readonly analysisFailure: Diagnostic | undefined
  readonly reading: Reading | undefined
  readonly located: Located | undefined
  readonly prior: Prior | undefined
  readonly history: History<ReviewDocument>
  readonly revealed: Reveals
  /** When what the model says of a cell was first in view, in any reading mode. */
  readonly seen: Reveals
  /** Only what was on screen may be confirmed together. */
  readonly displayed: Displayed
  readonly mode: ReadingMode
  /** As the reader at this desk wishes to be named in reports; undefined without a name. */
  readonly readerName: string | undefined
  /** In blind mode: the reader ended the reading and compares. */
  readonly comparing: boolean
  readonly selection: Selection | undefined
  readonly target: Target | undefined
  /** Earlier work on this study, offered until the reader takes it up or sets it aside. */
  readonly earlier: SavedReview | undefined
  /** A review of this study that Cauda wrote, found among the files and offered. */
  readonly restorable: RestoredReview | undefined
  /** Structured reports among the files that there is nothing to take up from. */
  readonly otherReports: readonly OtherReport[]
  /** Nothing is kept on this machine. */
  readonly isPrivate: boolean
  /** Why the last save failed, or why kept work is not offered; what is on screen is untouched. */
  readonly saveFailure: Diagnostic | undefined
}

export type SessionStore = StoreApi<SessionState>

export function initialState(packId: string): SessionState {
  return {
    packId,
    opening: undefined,
    openFailure: undefined,
    skipped: [],
    studies: [],
    unread: undefined,
    engine: { kind: 'idle' },
    mode: 'concurrent',
    readerName: undefined,
    isPrivate: false,
    saveFailure: undefined,
    ...NO_STUDY,
  }
}

/** `foreign`: Cauda did not write it. `other-study`, `other-patient`: it did, on another. `no-reader`: no reader had a part in it. */
export type OtherReport = {
  readonly path: string
  readonly kind: 'foreign' | 'other-study' | 'other-patient' | 'no-reader'
}

/** No structured report among the files. */
export const NO_REPORTS = { restorable: undefined, otherReports: [] } satisfies Partial<SessionState>

/** What belongs to one study and goes when another is chosen. */
export const NO_STUDY = {
  studyUid: undefined,
  analysing: undefined,
  analysisFailure: undefined,
  reading: undefined,
  located: undefined,
  prior: undefined,
  history: beginHistory(EMPTY_DOCUMENT),
  revealed: {},
  seen: {},
  displayed: {},
  comparing: false,
  selection: undefined,
  target: undefined,
  earlier: undefined,
  ...NO_REPORTS,
} satisfies Partial<SessionState>

/** `<html data-state>`. */
export type Phase = 'empty' | 'opening' | 'ready' | 'analysing' | 'analysed' | 'failed'

export function phaseOf(state: SessionState): Phase {
  if (state.opening !== undefined) return 'opening'
  if (state.openFailure !== undefined) return 'failed'
  if (state.studyUid === undefined) return 'empty'
  if (state.analysing !== undefined) return 'analysing'
  if (state.analysisFailure !== undefined) return 'failed'
  return state.reading?.complete === true ? 'analysed' : 'ready'
}
