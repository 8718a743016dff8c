import type { Diagnostic } from '../domain/diagnostic.ts'
import type { Analysis, LocatedLevel } from '../domain/finding.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { RoleChoice, SeriesRole, Study } from '../domain/study.ts'
import { allCells } from './cells.ts'
import type { Cell } from './cells.ts'
import type { ReviewDocument } from './review-document.ts'
import { priorStudy } from '../pipeline/prior-study.ts'
import { gatherDiagnostics } from '../pipeline/gather-diagnostics.ts'
import { comparisonDate } from '../pipeline/reviewed-study.ts'
import type { ReportChoices, ReviewedStudy } from '../pipeline/reviewed-study.ts'
import { checkScope, withholdFindings } from '../scope/scope-gate.ts'
import type { Located, Reading, SessionState } from './session-state.ts'
import { strayLevels } from './same-disc.ts'
import type { StrayLevel } from './same-disc.ts'
import { shiftFindings, shiftLevels } from './shift-levels.ts'

/** The same answer, as the same object, until one of the inputs is another object: what React needs of a selector. */
function remember<I extends readonly unknown[], O>(
  inputs: (state: SessionState) => readonly [...I],
  derive: (...inputs: I) => O,
): (state: SessionState) => O {
  let last: { inputs: readonly [...I]; output: O } | undefined
  return (state) => {
    const now = inputs(state)
    if (last?.inputs.every((input, index) => input === now[index]) !== true) {
      last = { inputs: now, output: derive(...now) }
    }
    return last.output
  }
}

/** Selectors of one session. Each remembers its last answer, so a second session needs its own. */
export function createSelectors() {
  const study = (state: SessionState): Study | undefined =>
    state.studies.find(({ studyInstanceUid }) => studyInstanceUid === state.studyUid)

  /** The study that the one on screen is compared with, if the drop held one of the same patient. */
  const prior = remember(
    (state) => [study(state), state.studies] as const,
    (shown: Study | undefined, studies) => shown && priorStudy(studies, shown),
  )

  const named = remember(
    (state) => [state.reading, state.history.present.shift] as const,
    (made: Reading | undefined, shift: number) => made && shiftReading(made, shift),
  )

  const levels = remember(
    (state) => [state.located, state.history.present] as const,
    (located: Located | undefined, document: ReviewDocument) => currentLevels(located, document),
  )

  /** The levels at which the review found among the files was made on other discs than those of the same name here. */
  const stray = remember(
    (state) => [state.located, state.history.present, state.restorable] as const,
    (found, document, review): readonly StrayLevel[] =>
      found === undefined || review === undefined
        ? []
        : strayLevels(review.decisions, currentLevels(found, { ...document, shift: review.renamedBy })),
  )

  const roles = remember(
    (state) => [study(state), state.history.present.roles] as const,
    (shown: Study | undefined, chosen: ReviewDocument['roles']) => (shown ? currentRoles(shown, chosen) : []),
  )

  /** What speaks against reading this study with the model. */
  const scope = remember(
    (state) => [study(state), roles(state), levels(state), named(state)] as const,
    (shown, chosen, located, read): readonly ScopeCheck[] =>
      shown === undefined
        ? []
        : checkScope({
            study: shown,
            roles: chosen,
            levels: located,
            diagnostics: read?.diagnostics ?? [],
            distribution: read?.scope ?? [],
            isAnalysed: read?.complete === true,
          }),
  )

  /** What the model said, without what is withheld. */
  const reading = remember(
    (state) => [named(state), scope(state)] as const,
    (read, checks) => read && { ...read, findings: withholdFindings(read.findings, checks) },
  )

  const cells = remember(
    (state) => [reading(state), state.history.present, state.mode, state.comparing, state.revealed] as const,
    (shown, document, mode, comparing, revealed): readonly Cell[] =>
      allCells({ reading: shown, document, mode, comparing, revealed }),
  )

  /** Everything worth saying about the study on screen, worst first. */
  const diagnostics = remember(
    (state) => [study(state), named(state), scope(state), state.studies, state.unread] as const,
    (shown, read, checks, studies, unread): readonly Diagnostic[] =>
      shown === undefined
        ? []
        : gatherDiagnostics({
            study: shown,
            studies,
            scope: checks,
            analysis: read?.diagnostics ?? [],
            unread,
          }),
  )

  /** Names or places of levels changed since the model read them: the grades may be read again. */
  const isOutdated = (state: SessionState): boolean => {
    const read = reading(state)
    if (read?.complete !== true) return false
    return movedLevels(levels(state), read.levels).length > 0
  }

  /** What a report is written from; undefined until the analysis is complete. */
  const reviewedStudy = (state: SessionState, choices: ReportChoices): ReviewedStudy | undefined => {
    const shown = study(state)
    const read = reading(state)
    if (shown === undefined || read?.complete !== true || read.engine === undefined) return undefined
    const analysis: Analysis = { ...read, engine: read.engine, levels: levels(state) }
    const document = state.history.present
    return {
      study: shown,
      roles: roles(state),
      analysis,
      decisions: document.decisions,
      signature: document.signature,
      notes: document.notes,
      edits: document.edits,
      anatomy: document.anatomy,
      renamedBy: document.shift,
      comparedWith: comparisonDate(prior(state)),
      annotations: document.annotations.filter(({ imageId }) => isImageOf(shown, imageId)),
      keyImages: document.keyImages,
      scope: scope(state),
      diagnostics: diagnostics(state),
      ...choices,
    }
  }

  return { study, prior, reading, levels, stray, cells, roles, scope, diagnostics, isOutdated, reviewedStudy }
}

export type Selectors = ReturnType<typeof createSelectors>

/** The reading with the names that the reader gave the levels since. */
function shiftReading(reading: Reading, shift: number): Reading {
  const steps = shift - reading.shift
  if (steps === 0) return reading
  return {
    ...reading,
    levels: shiftLevels(reading.levels, steps),
    findings: shiftFindings(reading.findings, steps),
    // Between what is now called L1 and S1 nobody has measured.
    measurements: shiftLevels(
      reading.measurements.filter(({ name }) => name !== 'lordosis'),
      steps,
    ),
    discFindings: shiftLevels(reading.discFindings, steps),
  }
}

/** The levels as they stand: the localizer's with the reader's names, and the reader's own instead where there are any. */
function currentLevels(located: Located | undefined, document: ReviewDocument): readonly LocatedLevel[] {
  const found = located ? shiftLevels(located.levels, document.shift - located.shift) : []
  const at = (level: Level) => document.placed[level] ?? found.find((candidate) => candidate.level === level)
  return LEVELS.map(at).filter((level) => level !== undefined)
}

/** The study's choice of series for each role, with the reader's own choice instead where there is one. */
function currentRoles(study: Study, chosen: ReviewDocument['roles']): readonly RoleChoice[] {
  const untouched = study.roles.filter(({ role }) => chosen[role] === undefined)
  const overridden = (Object.entries(chosen) as [SeriesRole, readonly string[]][])
    .filter(([, stackIds]) => stackIds.length > 0)
    .map(([role, stackIds]): RoleChoice => ({ role, stackIds, why: [{ kind: 'reader' }] }))
  return [...untouched, ...overridden]
}

/** What was drawn on a prior's images is not part of this study's report. */
function isImageOf({ stacks }: Study, imageId: string): boolean {
  return stacks.some(({ images }) => images.some(({ id }) => id === imageId))
}

/** The levels that are not where they were read, or were not read at all. */
export function movedLevels(
  levels: readonly LocatedLevel[],
  read: readonly LocatedLevel[],
): readonly Level[] {
  return levels
    .filter((level) => {
      const then = read.find((other) => other.level === level.level)
      return then?.centre.some((value, axis) => Math.abs(value - level.centre[axis]!) > 0.01) ?? true
    })
    .map(({ level }) => level)
}
