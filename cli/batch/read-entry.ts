import { mkdir, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { diagnose } from '../../src/domain/diagnostic.ts'
import type { Diagnostic } from '../../src/domain/diagnostic.ts'
import type { Study } from '../../src/domain/study.ts'
import { createStudyReader } from '../../src/pipeline/study-reader.ts'
import type { StudyReader } from '../../src/pipeline/study-reader.ts'
import { localTime } from '../../src/pipeline/local-time.ts'
import { buildReport } from '../../src/report/model/build-report.ts'
import { writeReport } from '../../src/report/report-formats.ts'
import type { ReportFormat } from '../../src/domain/report-format.ts'
import { diagnosticMessage } from '../../src/words/diagnostics.ts'
import { codecs } from '../node-codecs.ts'
import { reportPictures } from '../study-report.ts'
import type { StudyDesk } from '../study-report.ts'
import { cellRows } from './cell-rows.ts'
import { entrySources } from './entry-sources.ts'
import type { ListedEntry } from './list-studies.ts'
import type { EntryOutcome, FailedStudy, StudyOutcome } from './outcome.ts'

export type ReadingRoom = {
  readonly desk: StudyDesk
  /** The folder or archive that the entry's files are relative to. */
  readonly source: string
  readonly formats: readonly ReportFormat[]
}

/**
 * Reads every study of an entry of the list: its reports into `folder`/<name of the study>, its cells and times into the
 * outcome. A study that cannot be read is in the outcome with its diagnostic, and the others are read.
 */
export async function readEntry(
  signal: AbortSignal,
  entry: ListedEntry,
  folder: string,
  room: ReadingRoom,
  onProgress: () => void,
): Promise<EntryOutcome> {
  const began = performance.now()
  const reader = createStudyReader(codecs, () => performance.now())
  const opened = await reader.open(signal, await entrySources(room.source, entry.files), onProgress)
  if (!opened.ok) return { id: entry.id, studies: [failed('', entry, opened.diagnostic)] }
  const readMs = Math.round(performance.now() - began)
  const outcomes: StudyOutcome[] = []
  for (const study of opened.value.studies) {
    const name = folderName(study.studyInstanceUid, entry.id)
    const read = await readStudy(signal, study, opened.value.studies, { ...room, reader, onProgress })
    if ('code' in read) {
      outcomes.push(failed(name, entry, read))
      continue
    }
    const { model, files, timing } = read
    await mkdir(join(folder, name), { recursive: true })
    for (const file of files) await writeFile(join(folder, name, file.name), file.bytes)
    outcomes.push({ kind: 'read', study: name, cells: cellRows(name, model), timing: { ...timing, readMs } })
  }
  return { id: entry.id, studies: outcomes }
}

type StudyContext = ReadingRoom & { readonly reader: StudyReader; readonly onProgress: () => void }

async function readStudy(
  signal: AbortSignal,
  study: Study,
  studies: readonly Study[],
  { desk, formats, reader, onProgress }: StudyContext,
) {
  try {
    const began = performance.now()
    const analysed = await desk.analyse(signal, study, reader, onProgress)
    if (!analysed.ok) return analysed.diagnostic
    const analysedAt = performance.now()
    const input = desk.reportInput(study, studies, analysed.value, localTime(new Date()))
    const files = await writeReport(formats, input, reportPictures(signal, study, reader))
    const timing = {
      images: study.stacks.reduce((sum, { images }) => sum + images.length, 0),
      analyseMs: Math.round(analysedAt - began),
      reportMs: Math.round(performance.now() - analysedAt),
    }
    return { model: buildReport(input), files, timing }
  } catch (error) {
    // A bug that one study brings to light must not cost the night the others; its stack goes where bugs are looked for.
    console.error(error)
    return diagnose('batch.bug', 'error', study.studyInstanceUid, { message: (error as Error).message })
  }
}

/** The name of a study's folder: its StudyInstanceUID, where that can be a name on every file system. */
function folderName(studyInstanceUid: string, entryId: string): string {
  if (/^[0-9][0-9.]{0,62}[0-9]$/.test(studyInstanceUid)) return studyInstanceUid
  const hash = createHash('sha256').update(`${entryId} ${studyInstanceUid}`).digest('hex').slice(0, 12)
  return `study-${hash}`
}

function failed(study: string, { files }: ListedEntry, diagnostic: Diagnostic): FailedStudy {
  const { code } = diagnostic
  return { kind: 'failed', study, file: files[0] ?? '', code, message: diagnosticMessage(diagnostic) }
}
