import { assertNotCancelled } from '../domain/cancel.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { OpenedFiles, OpenProgress } from '../domain/progress.ts'
import type { Result } from '../domain/result.ts'
import type { StructuredReport } from '../domain/structured-report.ts'
import type { Study } from '../domain/study.ts'
import type { SourceFile } from './ports.ts'
import { failureOf } from './failure-of.ts'
import { runLatest } from './run-latest.ts'
import type { SessionPorts } from './reader-ports.ts'
import { NO_STUDY } from './session-state.ts'
import { preferredStudy } from '../pipeline/choose-study.ts'
import type { SessionStore } from './session-state.ts'

/** The seed of the sample study: everybody sees the same simulated patient. */
const SAMPLE_SEED = 7

type Hooks = {
  readonly stopAnalysis: () => void
  /** The study to be shown is known; more of it may still be read. */
  readonly onStudy: () => void
  /** Structured reports among the files, none or more. */
  readonly onReports: (reports: readonly StructuredReport[]) => void
  /** The study on screen is complete. */
  readonly onOpened: () => void
  /** Takes model packs out of the files; the rest is to be opened. */
  readonly takePacks: (signal: AbortSignal, files: readonly SourceFile[]) => Promise<readonly SourceFile[]>
}

/** Undefined: the files held no study, and were not meant to. */
type Reader = (
  signal: AbortSignal,
  onProgress: (progress: OpenProgress) => void,
) => Promise<Result<OpenedFiles> | undefined>

export function createOpeningFlow(store: SessionStore, ports: SessionPorts, hooks: Hooks) {
  const run = runLatest()
  /** Of the drop on screen: each of its studies may have its own. */
  let reports: readonly StructuredReport[] = []

  function begin(reader: Reader): void {
    hooks.stopAnalysis()
    leaveUnread()
    store.setState({
      opening: { filesDone: 0, filesFound: 0, bytes: 0, filesPerSecond: 0 },
      openFailure: undefined,
    })
    let shown = false
    const showStudies = (studies: readonly Study[]) => {
      if (shown && studies.some((study) => study.studyInstanceUid === store.getState().studyUid)) {
        store.setState({ studies })
      } else {
        show(studies, preferredStudy(studies))
        store.setState({ skipped: [] }) // of the drop before
      }
      shown = true
    }
    run.start(
      async (signal, isCurrent) => {
        const result = await reader(signal, (progress) => {
          if (!isCurrent()) return
          if (progress.kind === 'reading') store.setState({ opening: progress })
          else {
            showStudies(progress.studies)
            store.setState({ unread: 'still-reading' })
          }
        })
        if (!isCurrent()) return
        if (result === undefined) {
          store.setState({ opening: undefined })
          if (store.getState().reading?.complete !== true) hooks.onOpened() // what the drop interrupted goes on
          return
        }
        if (!result.ok) {
          leaveUnread()
          store.setState({ opening: undefined, openFailure: result.diagnostic })
          return
        }
        const { studies, skipped } = result.value
        reports = result.value.reports
        if (studies.length > 0) {
          showStudies(studies)
          store.setState({ unread: undefined })
        }
        store.setState({ opening: undefined, skipped })
        hooks.onReports(reports)
        if (store.getState().studyUid === undefined) {
          store.setState({
            openFailure: diagnose('review.reports-alone', 'warning', '', { reports: reports.length }),
          })
        } else if (studies.length > 0 || store.getState().reading?.complete !== true) {
          hooks.onOpened() // reports alone leave the study on screen as it is
        }
      },
      (error) => {
        leaveUnread()
        const openFailure = failureOf(error, 'review.open-bug')
        store.setState({ opening: undefined, openFailure })
        ports.onBug(error)
      },
    )
  }

  /** Reading ends before its files do: the study that it has put on screen says so from now on. */
  function leaveUnread(): void {
    const { opening, unread } = store.getState()
    if (opening === undefined || unread !== 'still-reading') return
    store.setState({ unread: { filesDone: opening.filesDone, filesFound: opening.filesFound } })
  }

  function show(studies: readonly Study[], study: Study | undefined): void {
    store.setState({ ...NO_STUDY, studies, studyUid: study?.studyInstanceUid })
    hooks.onStudy()
  }

  return {
    /**
     * Reads files and shows the study in them. What was being read or analysed is cancelled.
     * Listing a dropped folder takes time: hand over the promise, so that the page can say so at once.
     */
    openFiles: (files: readonly SourceFile[] | Promise<readonly SourceFile[]>) =>
      begin(async (signal, onProgress) => {
        const listed = await files
        assertNotCancelled(signal)
        const rest = await hooks.takePacks(signal, listed)
        if (rest.length === 0 && listed.length > 0) return undefined // packs alone: the study on screen stays
        return ports.study.open(signal, rest, onProgress)
      }),

    /** Simulates a study and shows it. */
    openSample: () => begin((signal, onProgress) => ports.study.openSample(signal, SAMPLE_SEED, onProgress)),

    stopOpening: () => {
      run.cancel()
      leaveUnread()
      store.setState({ opening: undefined })
    },

    dismissOpenFailure: () => store.setState({ openFailure: undefined }),

    /** Another study of the same drop. */
    chooseStudy: (studyInstanceUid: string) => {
      const { studies, studyUid } = store.getState()
      const study = studies.find((candidate) => candidate.studyInstanceUid === studyInstanceUid)
      if (study === undefined || studyInstanceUid === studyUid) return
      hooks.stopAnalysis()
      show(studies, study)
      hooks.onReports(reports)
      hooks.onOpened()
    },
  }
}
