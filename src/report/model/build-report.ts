import { ANNOTATION_POINTS } from '../../domain/annotation.ts'
import type { Annotation } from '../../domain/annotation.ts'
import { cellKey } from '../../domain/decision.ts'
import { CONDITIONS } from '../../domain/condition.ts'
import type { Condition } from '../../domain/condition.ts'
import { asRead } from '../../domain/finding.ts'
import type { Assessment } from '../../domain/finding.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import type { ReportEdits } from '../../domain/report-text.ts'
import type { Stack, Study } from '../../domain/study.ts'
import { standingOf } from './cell-standing.ts'
import { identifierBlanker } from './identifiers.ts'
import type { ReportInput, WordedDiagnostic } from './report-input.ts'
import type {
  ReportCell,
  ReportImage,
  ReportLevel,
  ReportModel,
  ReportSeries,
  ReviewCounts,
} from './report-model.ts'
import { keyImageIds } from './key-images.ts'
import { reportText } from '../sentences/report-sections.ts'
import { uidReplacer, withReplacedUids } from './replacement-uids.ts'
import { readerMeasures } from './reader-measures.ts'
import { roleReasonInWords } from '../sentences/report-words.ts'

/**
 * Makes the one report that all formats are written from. Throws when the analysis lacks one of its 25 cells or points
 * to an image that the study does not have: both are bugs in whoever made it.
 */
export function buildReport(input: ReportInput): ReportModel {
  const { analysis, generatedAt, identifiers } = input
  const { packFacts, ...engine } = analysis.engine
  const omit = identifiers === 'omit'
  const study = omit ? withReplacedUids(input.study, uidReplacer(input.uidKey ?? '')) : input.study
  const clean = omit ? identifierBlanker(input.study) : (text: string) => text
  const diagnostics = input.diagnostics.map((diagnostic) => cleanDiagnostic(diagnostic, clean, omit))
  const reader = input.readerName?.trim() || undefined
  const levels = LEVELS.map((level) => reportLevel(level, { ...input, reader }, diagnostics, clean))
  const annotations = annotationsOn(study, input.annotations).map((annotation) => ({
    ...annotation,
    text: clean(annotation.text),
  }))
  const keyImages = keyImageIds(study, levels, input.keyImages)
  const facts = {
    generatedAt,
    identifiers,
    patient: omit ? undefined : patientOf(study),
    study: {
      studyInstanceUid: study.studyInstanceUid,
      date: omit ? undefined : study.date,
      time: omit ? undefined : study.time,
      studyId: omit ? undefined : study.studyId,
      referringPhysicianName: omit ? undefined : study.referringPhysicianName,
      accessionNumber: omit ? undefined : study.accessionNumber,
      description: omit ? undefined : study.description,
    },
    reader,
    signature: input.signature,
    series: seriesOf(study).map((series) => ({
      ...series,
      description: clean(series.description),
      why: series.why.map(clean),
    })),
    engine,
    pack: packFacts,
    levels,
    counts: countStandings(levels.flatMap((level) => level.cells)),
    diagnostics,
    scope: input.scope.map((check) => ({ ...check, subject: clean(check.subject) })),
    numbering: input.numbering,
    comparedWith: omit ? input.comparedWith && '' : input.comparedWith,
    annotations,
    readerMeasures: readerMeasures(study, input.annotations).map(clean),
    template: input.template,
    edits: cleanEdits(input.edits, clean),
    images: referencedImages(study, levels, [...keyImages, ...annotations.map(({ imageId }) => imageId)]),
    keyImages,
    markedImages: keyImages.filter((id) => input.keyImages.includes(id)),
  }
  return { ...facts, text: reportText(facts) }
}

function reportLevel(
  level: Level,
  { analysis, decisions, notes, reader }: ReportInput & { readonly reader: string | undefined },
  diagnostics: readonly WordedDiagnostic[],
  clean: (text: string) => string,
): ReportLevel {
  const cells = CONDITIONS.map((condition): ReportCell => {
    const assessment = assessmentOf(level, condition, analysis.findings)
    const key = cellKey(level, condition)
    const decision = decisions[key]
    const note = notes[key]
    return {
      level,
      condition,
      assessment,
      decision,
      note: note === undefined ? undefined : clean(note),
      standing: standingOf(assessment, decision, diagnostics, reader),
    }
  })
  return {
    level,
    located: analysis.levels.find((located) => located.level === level),
    cells,
    measurements: analysis.measurements.filter((measurement) => measurement.level === level),
    discFindings: analysis.discFindings.filter((finding) => finding.level === level),
  }
}

function assessmentOf(
  level: Level,
  condition: Condition,
  findings: ReportInput['analysis']['findings'],
): Assessment {
  const found = findings.find((finding) => finding.level === level && finding.condition === condition)
  if (found === undefined) throw new Error(`the analysis has no finding for ${cellKey(level, condition)}`)
  return found.assessment
}

function patientOf(study: Study): ReportModel['patient'] {
  return {
    name: study.patientName,
    id: study.patientId,
    issuerOfId: study.issuerOfPatientId,
    birthDate: study.patientBirthDate,
    ageYears: study.patientAgeYears,
    sex: study.patientSex,
  }
}

/** Each series once for every role it has, or once without a role; used ones first, in the order of the study's roles. */
function seriesOf(study: Study): ReportSeries[] {
  const used = study.roles.flatMap(({ role, stackIds, why }) =>
    bySeries(study.stacks.filter((stack) => stackIds.includes(stack.id))).map((stacks) => ({
      ...summaryOf(stacks),
      role,
      why: why.map(roleReasonInWords),
    })),
  )
  const usedIds = new Set(study.roles.flatMap((choice) => choice.stackIds))
  const unused = bySeries(study.stacks.filter((stack) => !usedIds.has(stack.id)))
  return [...used, ...unused.map((stacks) => ({ ...summaryOf(stacks), role: null, why: [] }))]
}

type SeriesStacks = readonly [Stack, ...Stack[]]

function bySeries(stacks: readonly Stack[]): SeriesStacks[] {
  const groups = new Map<string, [Stack, ...Stack[]]>()
  for (const stack of stacks) {
    const group = groups.get(stack.seriesInstanceUid)
    if (group === undefined) groups.set(stack.seriesInstanceUid, [stack])
    else group.push(stack)
  }
  return [...groups.values()]
}

function summaryOf(stacks: SeriesStacks): Omit<ReportSeries, 'role' | 'why'> {
  const [{ seriesInstanceUid, plane, description }] = stacks
  const images = stacks.reduce((sum, stack) => sum + stack.images.length, 0)
  return { seriesInstanceUid, plane, description, images, stacks: stacks.length }
}

function countStandings(cells: readonly ReportCell[]): ReviewCounts {
  const count = (...kinds: ReportCell['standing']['kind'][]): number =>
    cells.filter((cell) => kinds.includes(cell.standing.kind)).length
  return {
    decided: count('decided'),
    proposed: count('proposed'),
    uncertain: count('uncertain'),
    notAssessed: count('not-assessed', 'set-aside'),
  }
}

function referencedImages(
  study: Study,
  levels: readonly ReportLevel[],
  others: readonly string[],
): Record<string, ReportImage> {
  const wanted = new Set([
    ...others,
    ...levels.flatMap(({ located, cells }) => [
      ...(located === undefined ? [] : [located.imageId]),
      ...cells.flatMap(({ assessment }) => asRead(assessment)?.evidence.imageId ?? []),
    ]),
  ])
  const images = study.stacks.flatMap(({ seriesInstanceUid, images: stackImages }) =>
    stackImages
      .filter((image) => wanted.has(image.id))
      .map(({ id, sopInstanceUid, sopClassUid, frameNumber, origin, burnedIn }) => [
        id,
        {
          sopInstanceUid,
          sopClassUid,
          studyInstanceUid: origin?.studyInstanceUid ?? study.studyInstanceUid,
          seriesInstanceUid: origin?.seriesInstanceUid ?? seriesInstanceUid,
          frameNumber,
          ...(burnedIn && { burnedIn }),
        },
      ]),
  ) as [string, ReportImage][]
  const found = Object.fromEntries(images)
  const missing = [...wanted].find((id) => !(id in found))
  if (missing !== undefined) throw new Error(`the analysis points to image ${missing}, which the study lacks`)
  return found
}

/** Whole shapes on images of the study: a prior's images are not part of its reports. */
function annotationsOn({ stacks }: Study, annotations: readonly Annotation[]): readonly Annotation[] {
  const ids = new Set(stacks.flatMap(({ images }) => images.map(({ id }) => id)))
  return annotations.filter(
    ({ imageId, kind, points }) => ids.has(imageId) && points.length === ANNOTATION_POINTS[kind],
  )
}

function cleanEdits(edits: ReportEdits, clean: (text: string) => string): ReportEdits {
  return Object.fromEntries(
    Object.entries(edits).map(([part, edit]) => [part, { ...edit, text: clean(edit.text) }]),
  )
}

/** A subject may be a file path, which often holds a name: without identifiers it goes, from the message too. */
function cleanDiagnostic(
  { code, severity, subject, message }: WordedDiagnostic,
  clean: (text: string) => string,
  omit: boolean,
): WordedDiagnostic {
  const isPath = /[\\/.]/u.test(subject) && !LEVELS.some((level) => subject.startsWith(level))
  const hidden = omit && isPath
  return {
    code,
    severity,
    subject: hidden ? '' : clean(subject),
    message: clean(hidden ? message.replaceAll(subject, 'a file') : message),
  }
}
