import type { Annotation } from '../domain/annotation.ts'
import type { CellKey, Decision, Decisions } from '../domain/decision.ts'
import { proposalOf } from '../domain/finding.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import type { Level } from '../domain/level.ts'
import type { Anatomy } from '../domain/lumbosacral-anatomy.ts'
import type { ReportPart } from '../domain/report-text.ts'
import { SERIES_ROLES } from '../domain/study.ts'
import type { SeriesRole } from '../domain/study.ts'
import type { Cell } from './cells.ts'
import { record, redo, undo } from './history.ts'
import type { History } from './history.ts'
import { perform } from './review-document.ts'
import type { Act, ReviewDocument } from './review-document.ts'
import type { SavedReview, SessionPorts } from './reader-ports.ts'
import { placedAgain } from './place-levels.ts'
import { markedImageIds } from './restore-flow.ts'
import type { Selectors } from './selectors.ts'
import type { ReadingMode } from '../domain/reading-mode.ts'
import type { SessionState, SessionStore } from './session-state.ts'
import { confirmableTogether, isAllDecided } from './work-list.ts'

type Hooks = {
  readonly analyse: () => void
  readonly analyseMoved: () => void
  /** Ends an analysis that runs. */
  readonly stop: () => void
  /** The work on screen goes on from this kept review. */
  readonly onTakenUp: (review: SavedReview) => void
}

/** What the reader does to the review. Everything but a reveal, which cannot be unseen, is a step of undo. */
export function createReviewActs(
  store: SessionStore,
  ports: SessionPorts,
  select: Selectors,
  { analyse, analyseMoved, stop, onTakenUp }: Hooks,
) {
  const cellOf = (key: CellKey) => select.cells(store.getState()).find((cell) => cell.key === key)

  function act(act: Act): void {
    step((history) => record(history, perform(history.present, act)))
  }

  /** Only when the reader asks for it. What they did while the earlier work was offered stands on top of it. */
  function takeUpEarlier(): void {
    const { earlier } = store.getState()
    if (earlier === undefined) return
    const { revealed, seen } = store.getState()
    onTakenUp(earlier)
    store.setState({
      earlier: undefined,
      revealed: { ...earlier.revealed, ...revealed },
      seen: { ...seen, ...earlier.seen },
    })
    step((history) =>
      record(history, perform(history.present, { kind: 'continue', document: earlier.document })),
    )
  }

  /** The complete reading that each document was left with: undo and redo come back to the same grades, not to equal ones. */
  const readings = new WeakMap<ReviewDocument, Pick<SessionState, 'reading' | 'located'>>()

  /** Other series mean other grades, and a disc in another place too: what changed is read again, and no more. */
  function step(change: (history: History<ReviewDocument>) => History<ReviewDocument>): void {
    const { history: before, reading, located, opening } = store.getState()
    const after = change(before)
    if (after === before) return
    if (reading?.complete === true) readings.set(before.present, { reading, located })
    store.setState({ history: after })
    if (opening !== undefined) return
    const isOtherSeries = isRolesChanged(before.present, after.present)
    if (!isOtherSeries && !isPlacedAnew(before.present, after.present)) return
    const kept = readings.get(after.present)
    if (kept !== undefined) {
      stop()
      store.setState({ ...kept, analysisFailure: undefined })
    } else if (isOtherSeries) analyse()
    else analyseMoved()
  }

  function decide(cells: readonly Cell[], gradeOf: (cell: Cell) => Decision['grade'] | undefined): void {
    const decisions: Decisions = Object.fromEntries(
      cells.flatMap((cell) => {
        const grade = gradeOf(cell)
        return grade === undefined ? [] : [[cell.key, decisionOn(cell, grade)]]
      }),
    )
    act({ kind: 'decide', decisions })
  }

  function decisionOn(cell: Cell, grade: Decision['grade']): Decision {
    const state = store.getState()
    const disc = select.levels(state).find(({ level }) => level === cell.level)
    return {
      reader: state.readerName,
      grade,
      proposed: proposalOf(cell.proposal),
      at: ports.now(),
      mode: cell.hidden && state.seen[cell.key] === undefined ? state.mode : 'concurrent',
      place: disc?.centre,
    }
  }

  return {
    decide: (key: CellKey, grade: Decision['grade']) => {
      const cell = cellOf(key)
      if (cell !== undefined) decide([cell], () => grade)
    },

    /** Accepts the grade that the model proposes; a cell without a proposal that may be seen, or with a decision, is left as it is. */
    confirm: (key: CellKey) => {
      const cell = cellOf(key)
      if (cell === undefined || cell.hidden || cell.decision !== undefined) return
      decide([cell], ({ proposal }) => proposalOf(proposal))
    },

    /** Accepts a level's Normal/Mild proposals together. */
    confirmTogether: (level: Level) =>
      decide(
        confirmableTogether(select.cells(store.getState()), level, store.getState().displayed),
        ({ proposal }) => proposalOf(proposal),
      ),

    /** Says that the grid has shown these cells on screen. */
    display: (keys: readonly CellKey[]) => {
      const { displayed } = store.getState()
      const shown = select
        .cells(store.getState())
        .filter(({ key, hidden, proposal }) => keys.includes(key) && !hidden && displayed[key] !== proposal)
      if (shown.length === 0) return
      const now = Object.fromEntries(shown.map(({ key, proposal }) => [key, proposal]))
      store.setState({ displayed: { ...displayed, ...now } })
    },

    /** Signs the study as read, if every cell is decided or declared not assessed and the reader has a name. */
    sign: () => {
      const state = store.getState()
      const { readerName: reader } = state
      if (reader === undefined || !isAllDecided(select.cells(state))) return
      act({ kind: 'sign', signature: { reader, at: ports.now() } })
    },

    withdraw: (cell: CellKey) => act({ kind: 'withdraw', cell }),
    annotate: (cell: CellKey, note: string) => act({ kind: 'annotate', cell, note }),
    shiftAllLevels: (steps: 1 | -1) => act({ kind: 'shift-levels', steps }),
    placeLevels: (placed: readonly LocatedLevel[]) => {
      const others = select
        .levels(store.getState())
        .filter(({ level }) => !placed.some((one) => one.level === level))
      act({ kind: 'place-levels', placed, discs: [...others, ...placed] })
    },
    flagAnatomy: (anatomy: Anatomy) => act({ kind: 'flag-anatomy', anatomy }),
    chooseRole: (role: SeriesRole, stackIds: readonly string[]) =>
      act({ kind: 'choose-role', role, stackIds }),

    draw: (annotation: Annotation) => act({ kind: 'draw', annotation }),
    erase: (annotationId: string) => act({ kind: 'erase', annotationId }),
    markKeyImage: (imageId: string, isKey: boolean) => act({ kind: 'mark-key-image', imageId, isKey }),

    /** The reader's own words for a part of the report, on the grades as they are now; empty words bring Cauda's back. */
    wordPart: (part: ReportPart, text: string, basis: string) =>
      act({
        kind: 'word-part',
        part,
        edit: text.trim() === '' ? undefined : { text: text.trim(), basis, at: ports.now() },
      }),

    undo: () => step(undo),
    redo: () => step(redo),

    /**
     * Takes up the review that was found among the files. One undo brings back what was done before. `by-place` puts the levels on
     * the discs that its decisions were made on, where those lie elsewhere; `by-name` leaves the levels where they are.
     */
    restoreReview: (discs: 'by-place' | 'by-name') => {
      const state = store.getState()
      const { restorable } = state
      if (restorable === undefined) return
      const stacks = select.study(state)?.stacks ?? []
      const images = stacks.flatMap((stack) => stack.images)
      const placed = discs === 'by-name' ? {} : placedAgain(select.stray(state), select.levels(state), images)
      store.setState({ restorable: undefined })
      act({ kind: 'restore', review: restorable, keyImages: markedImageIds(restorable, stacks), placed })
    },

    continueEarlier: takeUpEarlier,
    /**
     * Sets the earlier work that is offered aside, or everything done so far where none is offered. One undo brings either back;
     * what was kept of the earlier work stays kept.
     */
    startAfresh: () => {
      const { earlier, history } = store.getState()
      if (earlier === undefined) {
        act({ kind: 'start-afresh' })
        return
      }
      store.setState({ earlier: undefined })
      const { present } = history
      const goneOn = record(history, perform(present, { kind: 'continue', document: earlier.document }))
      step(() => record(goneOn, present))
    },

    /** Shows the model's proposal for one cell before the reader graded it. It is logged. */
    reveal: (cell: CellKey) => {
      const { revealed } = store.getState()
      if (revealed[cell] === undefined) store.setState({ revealed: { ...revealed, [cell]: ports.now() } })
    },

    /** Shows every proposal that is still hidden, in a report for instance. Each is logged. */
    revealAll: () => {
      const { revealed } = store.getState()
      const hidden = select.cells(store.getState()).filter((cell) => cell.hidden)
      const now = Object.fromEntries(hidden.map(({ key }) => [key, ports.now()]))
      if (hidden.length > 0) store.setState({ revealed: { ...now, ...revealed } })
    },

    /** Who decides from here on, as they wish to be named in reports; an empty name is none. */
    setReaderName: (name: string) => store.setState({ readerName: name.trim() || undefined }),

    setMode: (mode: ReadingMode) => store.setState({ mode, comparing: false }),
    /** Ends a blind reading: from here on the model's grades are shown beside the reader's. */
    compare: () => store.setState({ comparing: true }),
  }
}

/** By content: work that was kept comes back as equal objects, not as the same. */
function isRolesChanged(before: ReviewDocument, after: ReviewDocument): boolean {
  const told = ({ roles }: ReviewDocument) => SERIES_ROLES.map((role) => roles[role]?.join() ?? '-').join('|')
  return told(before) !== told(after)
}

/** Levels were put elsewhere by hand, and not merely renamed together. */
function isPlacedAnew(before: ReviewDocument, after: ReviewDocument): boolean {
  return before.placed !== after.placed && before.shift === after.shift
}
