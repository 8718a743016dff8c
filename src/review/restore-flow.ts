import type { RestoredReview } from '../domain/restored-review.ts'
import type { StructuredReport } from '../domain/structured-report.ts'
import type { SessionPorts } from './reader-ports.ts'
import { NO_REPORTS } from './session-state.ts'
import type { SessionStore } from './session.ts'

/** Reports among the files: one that Cauda wrote on the study on screen is offered to be taken up again, the others are named. */
export function createRestoreFlow(store: SessionStore, ports: SessionPorts) {
  return {
    /** Looks through the reports of a drop. Of several on this study the one written last is offered. */
    offerReports: async (reports: readonly StructuredReport[]): Promise<void> => {
      const { studyUid } = store.getState()
      store.setState({ ...NO_REPORTS })
      const read = await Promise.all(
        reports.map(async (report) => ({ report, result: await ports.export.restore(report) })),
      )
      if (store.getState().studyUid !== studyUid) return
      const onThisStudy = read
        .flatMap(({ report, result }) =>
          result.ok && result.value.studyInstanceUid === studyUid ? [{ report, review: result.value }] : [],
        )
        .sort((a, b) => a.review.writtenAt.localeCompare(b.review.writtenAt))
      const latest = onThisStudy.at(-1)
      store.setState({
        restorable: latest?.review,
        otherReports: read
          .filter(({ report }) => !onThisStudy.some((own) => own.report === report))
          .map(({ report: { path }, result }) => ({ path, isOurs: result.ok })),
      })
    },

    /** Leaves the offered review where it is. */
    dismissRestorable: () => store.setState({ restorable: undefined }),
  }
}

/** The images of the study on screen that a restored review had marked. */
export function markedImageIds(
  { markedImages }: RestoredReview,
  images: readonly {
    readonly id: string
    readonly sopInstanceUid: string
    readonly frameNumber: number
  }[],
): readonly string[] {
  return images
    .filter((image) =>
      markedImages.some(
        ({ sopInstanceUid, frameNumber }) =>
          sopInstanceUid === image.sopInstanceUid && frameNumber === image.frameNumber,
      ),
    )
    .map(({ id }) => id)
}
