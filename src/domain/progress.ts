import type { Diagnostic } from './diagnostic.ts'
import type { Finding, LocatedLevel, Measurement } from './finding.ts'
import type { Level } from './level.ts'
import type { StructuredReport } from './structured-report.ts'
import type { Study } from './study.ts'

/** While files are read. `bytes` counts what was read, not the size of the files. */
export type OpenProgress =
  | {
      readonly kind: 'reading'
      readonly filesDone: number
      readonly filesFound: number
      readonly bytes: number
      /** Since the beginning; 0 while there is nothing to count. */
      readonly filesPerSecond: number
    }
  /** The study as known so far, once its sagittal T2 can be shown; more files may still be read. */
  | { readonly kind: 'study'; readonly studies: readonly Study[] }

/** A file that was left out, and why. */
export type SkippedFile = { readonly path: string; readonly diagnostic: Diagnostic }

/**
 * All that a drop held. At least one study or one report, or the open fails with a diagnostic that says what was found instead.
 * Reports without a study leave what was open before as it was.
 */
export type OpenedFiles = {
  readonly studies: readonly Study[]
  readonly reports: readonly StructuredReport[]
  readonly skipped: readonly SkippedFile[]
}

export type AnalysisStage = 'loading-pack' | 'compiling' | 'locating' | 'grading' | 'measuring'

/** While a study is analysed. Levels and findings arrive as they are made; the final Analysis holds them all again. */
export type AnalysisProgress =
  | { readonly kind: 'stage'; readonly stage: AnalysisStage; readonly done: number; readonly of: number }
  | { readonly kind: 'levels'; readonly levels: readonly LocatedLevel[] }
  | { readonly kind: 'findings'; readonly level: Level; readonly findings: readonly Finding[] }
  | { readonly kind: 'measurements'; readonly measurements: readonly Measurement[] }
  | { readonly kind: 'engine-changed'; readonly from: string; readonly to: string; readonly because: string }
