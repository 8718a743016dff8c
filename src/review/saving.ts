import { isSimulated } from '../domain/simulated.ts'
import { proposalOf } from '../domain/finding.ts'
import type { Cell } from './cells.ts'
import { isUntouched } from './review-document.ts'
import type { ComparedCell, SavedReview, SessionPorts } from './reader-ports.ts'
import type { Selectors } from './selectors.ts'
import type { SessionState, SessionStore } from './session-state.ts'

function reviewKey(studyInstanceUid: string, packId: string): string {
  return `${studyInstanceUid}|${packId}`
}

/** Keeps the reader's work on this machine as it happens, and offers it again when the same study is opened. */
export function createSaving(store: SessionStore, ports: SessionPorts, select: Selectors) {
  let lastWrite: Promise<unknown> = Promise.resolve()

  store.subscribe((state, before) => {
    const isSameStudy = state.studyUid === before.studyUid
    const changed =
      state.history.present !== before.history.present ||
      state.revealed !== before.revealed ||
      (state.reading?.complete === true && before.reading?.complete !== true && isTouched(state))
    if (changed && isSameStudy && !state.isPrivate && state.earlier === undefined) save(state)
  })

  function save(state: SessionState): void {
    const review = savedReview(state, select, ports.now())
    if (review === undefined) return
    // Writes follow one another, so that the last thing done is the last thing kept.
    lastWrite = lastWrite.then(async () => {
      const result = await ports.reviews.save(review)
      store.setState({ saveFailure: result.ok ? undefined : result.diagnostic })
    }, ports.onBug)
  }

  return {
    /** Looks for earlier work on the study on screen and offers it. */
    offerEarlier: (): void => {
      const { studyUid, packId, isPrivate } = store.getState()
      if (studyUid === undefined || isPrivate) return
      ports.reviews.load(reviewKey(studyUid, packId)).then((result) => {
        const now = store.getState()
        if (!result.ok) {
          store.setState({ saveFailure: result.diagnostic })
          return
        }
        const isStillWanted = now.studyUid === studyUid && isUntouched(now.history.present)
        const hasWork = result.value !== undefined && !isUntouched(result.value.document)
        if (isStillWanted && hasWork) store.setState({ earlier: result.value })
      }, ports.onBug)
    },

    /** In private mode nothing more is kept on this machine; what was kept before stays until it is deleted. */
    setPrivate: (isPrivate: boolean) => {
      store.setState({ isPrivate, ...(isPrivate && { earlier: undefined, saveFailure: undefined }) })
      const state = store.getState()
      if (!isPrivate && isTouched(state)) save(state)
    },

    /** Deletes one kept review. What is on screen stays, and is kept again with the next thing done to it. */
    forgetReview: (key: string) => {
      if (store.getState().earlier?.key === key) store.setState({ earlier: undefined })
      return ports.reviews.remove(key)
    },
    forgetAllReviews: () => {
      store.setState({ earlier: undefined })
      return ports.reviews.removeAll()
    },

    /** Resolves when everything done so far is kept. */
    saved: () => lastWrite,
  }
}

function isTouched(state: SessionState): boolean {
  return !isUntouched(state.history.present) || Object.keys(state.revealed).length > 0
}

function savedReview(state: SessionState, select: Selectors, savedAt: string): SavedReview | undefined {
  const study = select.study(state)
  if (study === undefined) return undefined
  return {
    schemaVersion: 2,
    key: reviewKey(study.studyInstanceUid, state.packId),
    studyInstanceUid: study.studyInstanceUid,
    packId: state.packId,
    savedAt,
    studyDate: study.date,
    studyDescription: study.description,
    isSimulated: isSimulated(study),
    document: state.history.present,
    revealed: state.revealed,
    seen: state.seen,
    compared: comparedCells(select.cells(state)),
  }
}

function comparedCells(cells: readonly Cell[]): readonly ComparedCell[] {
  return cells.flatMap((cell) => {
    const model = proposalOf(cell.proposal)
    const { grade: reader, mode = 'concurrent' } = cell.decision ?? {}
    if (model === undefined || reader === undefined || reader === 'not_assessed') return []
    return [{ cell: cell.key, model, reader, reading: mode }]
  })
}
