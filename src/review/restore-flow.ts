import type { RestoredReview } from '../domain/restored-review.ts'
import type { Stack, StudyImage } from '../domain/study.ts'
import type { Result } from '../domain/result.ts'
import type { StructuredReport } from '../domain/structured-report.ts'
import type { Study } from '../domain/study.ts'
import type { SessionPorts } from './reader-ports.ts'
import { agrees } from '../pipeline/prior-study.ts'
import type { Selectors } from './selectors.ts'
import { NO_REPORTS } from './session-state.ts'
import type { OtherReport, SessionStore } from './session-state.ts'

/** Reports among the files: one that Cauda wrote on the study on screen is offered to be taken up again, the others are named. */
export function createRestoreFlow(
  store: SessionStore,
  ports: Pick<SessionPorts, 'export'>,
  select: Pick<Selectors, 'study'>,
) {
  return {
    /** Looks through the reports of a drop. Of several on this study the one written last is offered. */
    offerReports: async (reports: readonly StructuredReport[]): Promise<void> => {
      const study = select.study(store.getState())
      store.setState({ ...NO_REPORTS })
      const read = await Promise.all(
        reports.map(async (report) => ({
          report,
          result: await ports.export.restore(report, store.getState().studies),
        })),
      )
      const now = select.study(store.getState())
      if (now?.studyInstanceUid !== study?.studyInstanceUid || now?.opening !== study?.opening) return
      const judged = read.map(({ report, result }) => ({
        path: report.path,
        ...judge(report, result, study),
      }))
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

function judge(report: StructuredReport, result: Result<RestoredReview>, study: Study | undefined): Judged {
  if (!result.ok) return { kind: 'foreign' }
  const { studyInstanceUid, decisions, notes, edits, markedImages } = result.value
  if (studyInstanceUid !== study?.studyInstanceUid) return { kind: 'other-study' }
  if (!isOfPatient(report, study)) return { kind: 'other-patient' }
  const isTouched = [decisions, notes, edits, markedImages].some((part) => Object.keys(part).length > 0)
  return isTouched ? { kind: 'restorable', review: result.value } : { kind: 'no-reader' }
}

/** What a report leaves out of who the patient is speaks against nobody. */
function isOfPatient({ dataSet }: StructuredReport, { patientId, patientName }: Study): boolean {
  return agrees(textOf(dataSet.PatientID), patientId) && agrees(textOf(dataSet.PatientName), patientName)
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  const text = (typeof value === 'string' ? value : value?.[0])?.trim()
  return text === '' ? undefined : text
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
