import type { RestoredReview } from '../domain/restored-review.ts'
import type { Stack, StudyImage } from '../domain/study.ts'
import type { Result } from '../domain/result.ts'
import type { StructuredReport } from '../domain/structured-report.ts'
import type { SessionPorts } from './reader-ports.ts'
import { NO_REPORTS } from './session-state.ts'
import type { OtherReport, SessionStore } from './session-state.ts'

/** Reports among the files: one that Cauda wrote on the study on screen is offered to be taken up again, the others are named. */
export function createRestoreFlow(store: SessionStore, ports: SessionPorts) {
  return {
    /** Looks through the reports of a drop. Of several on this study the one written last is offered. */
    offerReports: async (reports: readonly StructuredReport[]): Promise<void> => {
      const { studyUid } = store.getState()
      store.setState({ ...NO_REPORTS })
      const read = await Promise.all(
        reports.map(async (report) => ({
          report,
          result: await ports.export.restore(report, store.getState().studies),
        })),
      )
      if (store.getState().studyUid !== studyUid) return
      const judged = read.map(({ report: { path }, result }) => ({ path, ...judge(result, studyUid) }))
      const latest = judged
        .flatMap((one) => (one.kind === 'restorable' ? [one.review] : []))
        .sort((a, b) => a.writtenAt.localeCompare(b.writtenAt))
        .at(-1)
      store.setState({
        restorable: latest,
        otherReports: judged.flatMap(({ path, kind }) => (kind === 'restorable' ? [] : [{ path, kind }])),
      })
    },

    /** Leaves the offered review where it is. */
    dismissRestorable: () => store.setState({ restorable: undefined }),
  }
}

type Judged =
  { readonly kind: OtherReport['kind'] } | { readonly kind: 'restorable'; readonly review: RestoredReview }

function judge(result: Result<RestoredReview>, studyUid: string | undefined): Judged {
  if (!result.ok) return { kind: 'foreign' }
  const { studyInstanceUid, decisions, notes, edits, markedImages } = result.value
  if (studyInstanceUid !== studyUid) return { kind: 'other-study' }
  const isTouched = [decisions, notes, edits, markedImages].some((part) => Object.keys(part).length > 0)
  return isTouched ? { kind: 'restorable', review: result.value } : { kind: 'no-reader' }
}

/** The images of the study on screen that a restored review had marked. */
export function markedImageIds(
  { markedImages }: RestoredReview,
  stacks: readonly Pick<Stack, 'seriesInstanceUid' | 'images'>[],
): readonly string[] {
  return stacks.flatMap((stack) => {
    const seriesOf = ({ origin }: StudyImage) => origin?.seriesInstanceUid ?? stack.seriesInstanceUid
    return stack.images
      .filter((image) =>
        markedImages.some(
          ({ seriesInstanceUid, sopInstanceUid, frameNumber }) =>
            (seriesInstanceUid ?? seriesOf(image)) === seriesOf(image) &&
            sopInstanceUid === image.sopInstanceUid &&
            frameNumber === image.frameNumber,
        ),
      )
      .map(({ id }) => id)
  })
}
