import type { Finding } from '../domain/finding.ts'
import { sectionOf } from './model/report-model.ts'
import type { ReportCell, ReportModel } from './model/report-model.ts'

export const REPORT_SCHEMA_VERSION = 2

/** report.json as public/schema/report-2.json describes it, indented by two spaces and ending in a newline. */
export function writeJson(model: ReportModel): string {
  return `${JSON.stringify(reportJson(model), null, 2)}\n`
}

function reportJson(model: ReportModel): object {
  const { study, patient, engine, pack, levels } = model
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    generatedAt: model.generatedAt,
    identifiers: model.identifiers,
    researchUse: model.text.researchUse,
    study: {
      studyInstanceUid: study.studyInstanceUid,
      patientId: patient?.id,
      patientName: patient?.name,
      patientBirthDate: patient?.birthDate,
      patientAgeYears: patient?.ageYears,
      patientSex: patient?.sex,
      date: study.date,
      accessionNumber: study.accessionNumber,
      description: study.description,
    },
    reader: model.reader ?? null,
    signature: model.signature ?? null,
    notes: model.edits.remarks?.text ?? '',
    numbering: model.numbering,
    series: model.series,
    engine,
    pack: { id: pack.id, name: pack.name, version: pack.version, evaluation: pack.evaluation },
    counts: model.counts,
    levels: levels.flatMap(({ level, located }) =>
      located === undefined
        ? []
        : [
            {
              level,
              centreMm: located.centre,
              ...imageOf(model, located.imageId),
              boxPx: located.boxPx,
              confidence: located.confidence,
            },
          ],
    ),
    findings: levels.flatMap(({ cells }) => cells.map((cell) => findingJson(model, cell))),
    measurements: levels.flatMap((level) => level.measurements),
    discFindings: levels.flatMap((level) => level.discFindings),
    scope: model.scope,
    readerMeasures: model.readerMeasures,
    keyImages: model.keyImages.map((imageId) => imageOf(model, imageId)),
    diagnostics: model.diagnostics,
    impression: sectionOf(model, 'impression').blocks.flatMap(({ lines }) => lines),
    text: model.text.sections.map(({ name, heading, blocks }) => ({
      section: name,
      heading,
      paragraphs: blocks.map(({ label, lines, hand, made, part }) => ({
        part: part ?? null,
        label,
        lines,
        hand,
        ...(hand === 'made' ? {} : { made, editedAt: part && model.edits[part]?.at }),
      })),
    })),
  }
}

function findingJson(
  model: ReportModel,
  { level, condition, assessment, decision, note, standing }: ReportCell,
) {
  return {
    level,
    condition,
    assessment: assessmentJson(model, assessment, standing),
    decision:
      decision === undefined
        ? null
        : {
            reader: decision.reader ?? null,
            grade: decision.grade,
            proposed: decision.proposed ?? null,
            at: decision.at,
            mode: decision.mode ?? null,
            placeMm: decision.place ?? null,
            note,
          },
    note: note ?? null,
  }
}

function assessmentJson(
  model: ReportModel,
  assessment: Finding['assessment'],
  standing: ReportCell['standing'],
): object {
  if (assessment.kind === 'not-assessed')
    return {
      kind: 'not-assessed',
      reason: assessment.reason.kind,
      role: 'role' in assessment.reason ? assessment.reason.role : undefined,
      code: 'because' in assessment.reason ? assessment.reason.because.code : undefined,
      words: standing.kind === 'not-assessed' ? standing.why : undefined,
    }
  const { evidence } = assessment
  return {
    ...assessment,
    evidence: {
      network: evidence.network,
      ...imageOf(model, evidence.imageId),
      pointMm: evidence.point,
      boxPx: evidence.boxPx,
    },
  }
}

function imageOf({ images }: ReportModel, imageId: string): object {
  const image = images[imageId]
  if (image === undefined) throw new Error(`no image ${imageId} in the report`)
  const { sopInstanceUid, seriesInstanceUid, frameNumber } = image
  return { sopInstanceUid, seriesInstanceUid, frameNumber }
}
