import { diagnose } from '../domain/diagnostic.ts'
import { isSimulated } from '../domain/simulated.ts'
import { proposalOf } from '../domain/finding.ts'
import type { Study } from '../domain/study.ts'
import type { Cell } from './cells.ts'
import { agreesWith, fingerprintOf } from './fingerprint.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { StudyPort } from './ports.ts'
import { isUntouched } from './review-document.ts'
import type { ComparedCell, SavedReview, SessionPorts } from './reader-ports.ts'
import type { Selectors } from './selectors.ts'
import type { SessionState, SessionStore } from './session-state.ts'

function reviewKey(studyInstanceUid: string, packId: string): string {
  return `${studyInstanceUid}|${packId}`
}

/** What is known of the kept work on the study on screen. */
type Kept = {
  readonly study: Study
  /** The kept reviews that the work on screen includes, and that it may therefore replace. */
  included: readonly Pick<SavedReview, 'savedAt' | 'packSha256'>[]
  /** `savedAt` of those that were offered: none is offered twice. */
  readonly offered: Set<string>
  readonly fingerprint: Promise<Fingerprint | undefined>
}

/** Keeps the reader's work on this machine as it happens, and offers it again when the same study is opened. */
export function createSaving(store: SessionStore, ports: SessionPorts, select: Selectors) {
  const { signal } = new AbortController()
  const pixels: StudyPort['pixels'] = (...asked) => ports.study.pixels(...asked)
  let lastWrite: Promise<unknown> = Promise.resolve()
  let kept: Kept | undefined

  /** Anew for each study and each opening of it. */
  function keptOf(study: Study): Kept {
    if (kept !== undefined && isSameStudy(kept.study, study)) return kept
    const fingerprint = fingerprintOf(signal, study, pixels).catch((error: unknown) => {
      ports.onBug(error) // the work is kept all the same, and the next offer of it says that nothing proves whose it is
      return undefined
    })
    return (kept = { study, included: [], offered: new Set(), fingerprint })
  }

  store.subscribe((state, before) => {
    const changed =
      state.history.present !== before.history.present ||
      state.revealed !== before.revealed ||
      (state.reading?.complete === true && before.reading?.complete !== true && isTouched(state))
    if (changed && isSameStudy(select.study(state), select.study(before)) && !state.isPrivate) save(state)
  })

  function save(state: SessionState): void {
    const study = select.study(state)
    if (study === undefined) return
    const work = keptOf(study)
    const savedAt = ports.now()
    // Writes follow one another, so that the last thing done is the last thing kept.
    lastWrite = lastWrite.then(async () => {
      const review = savedReview(study, state, select, savedAt, await work.fingerprint)
      const result = await ports.reviews.save(review, replacedBy(review, work))
      if (result.ok) work.included = [review]
      store.setState({ saveFailure: result.ok ? undefined : result.diagnostic })
    }, ports.onBug)
  }

  /** Only what was kept of this patient and these images is offered; of work without a fingerprint the offer says so. */
  async function offer(study: Study): Promise<void> {
    const work = keptOf(study)
    const loaded = await ports.reviews.load(study.studyInstanceUid)
    if (!loaded.ok) {
      store.setState({ saveFailure: loaded.diagnostic })
      return
    }
    const { packId } = store.getState()
    const { reviews, unreadable } = loaded.value
    const candidates = reviews
      .filter(({ document, savedAt }) => !isUntouched(document) && !isIncluded(work, savedAt))
      .sort((a, b) => rank(b, packId) - rank(a, packId) || b.savedAt.localeCompare(a.savedAt))
    const agree = await Promise.all(
      candidates.map(
        async ({ fingerprint }) =>
          fingerprint === undefined || (await agreesWith(signal, fingerprint, study, pixels)),
      ),
    )
    const now = store.getState()
    if (!isSameStudy(select.study(now), study) || now.isPrivate) return
    const earlier = candidates.find(({ savedAt }, index) => agree[index] && !work.offered.has(savedAt))
    if (earlier !== undefined && now.earlier === undefined) {
      work.offered.add(earlier.savedAt)
      store.setState({ earlier })
    }
    const isOfAnother = agree.includes(false) && now.opening === undefined // or its images are still to be read
    if (unreadable.length > 0) {
      store.setState({ saveFailure: diagnose('review.kept-unreadable', 'warning') })
    } else if (isOfAnother) {
      store.setState({ saveFailure: diagnose('review.kept-of-another', 'warning') })
    }
  }

  return {
    /** Looks for earlier work on the study on screen and offers it. */
    offerEarlier: (): void => {
      const state = store.getState()
      const study = select.study(state)
      if (study !== undefined && !state.isPrivate) offer(study).catch(ports.onBug)
    },

    /** The work on screen includes this kept review from now on. */
    include: (review: SavedReview): void => {
      const study = select.study(store.getState())
      if (study === undefined) return
      const work = keptOf(study)
      work.included = [...work.included, review]
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

/** The same UID is not enough: another opening may have brought another patient under it. */
function isSameStudy(a: Study | undefined, b: Study | undefined): boolean {
  return a?.studyInstanceUid === b?.studyInstanceUid && a?.opening === b?.opening
}

function isIncluded({ included }: Kept, savedAt: string): boolean {
  return included.some((review) => review.savedAt === savedAt)
}

/** Work beside another version of the pack stays: what the model said in it is that version's. */
function replacedBy({ packSha256 }: SavedReview, { included }: Kept): readonly string[] {
  const isOfPack = (review: Kept['included'][number]) =>
    review.packSha256 === undefined || packSha256 === undefined || review.packSha256 === packSha256
  return included.filter(isOfPack).map(({ savedAt }) => savedAt)
}

/** Work beside the pack in use comes first. */
function rank(review: SavedReview, packId: string): number {
  return review.packId === packId ? 1 : 0
}

function savedReview(
  study: Study,
  state: SessionState,
  select: Selectors,
  savedAt: string,
  fingerprint: Fingerprint | undefined,
): SavedReview {
  return {
    schemaVersion: 2,
    key: reviewKey(study.studyInstanceUid, state.packId),
    studyInstanceUid: study.studyInstanceUid,
    fingerprint,
    packSha256: state.reading?.engine?.packSha256,
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
