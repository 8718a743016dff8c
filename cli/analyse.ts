import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { diagnose } from '../src/domain/diagnostic.ts'
import type { Diagnostic } from '../src/domain/diagnostic.ts'
import type { Study } from '../src/domain/study.ts'
import { createStudyReader } from '../src/pipeline/study-reader.ts'
import { localTime } from '../src/pipeline/local-time.ts'
import { writeReport } from '../src/report/report-formats.ts'
import type { ReportFormat } from '../src/domain/report-format.ts'
import { diagnosticMessage } from '../src/words/diagnostics.ts'
import { folderSources } from './folder-source.ts'
import { codecs } from './node-codecs.ts'
import { DEFAULT_PACK, MODELS_FOLDER } from './node-pack.ts'
import { FORMAT_WORDS, formatsNamed } from './report-formats-named.ts'
import { openDesk, reportPictures } from './study-report.ts'

const USAGE = `usage: npm run --silent cauda -- analyse FOLDER --out DIR [--study UID] [--pack ID] [--packs DIR] [--only ${FORMAT_WORDS}]`
const EXIT = { done: 0, usage: 2, nothingToAnalyse: 3 } as const
const { signal } = new AbortController()

type Options = {
  readonly folder: string
  readonly out: string
  /** StudyInstanceUID of the study to read, where the folder holds several. */
  readonly study: string | undefined
  readonly pack: string
  /** The folder that holds packs. */
  readonly packs: string
  readonly only: readonly ReportFormat[]
}

/** `cauda analyse`: the whole job without a browser. Writes the report of the study in every format, or says why there is none. */
export async function analyse(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`)
    return EXIT.usage
  }
  const sources = await folderSources(options.folder).catch(() => undefined)
  if (!sources) {
    console.error(`cli.no-such-folder: there is no file or folder "${options.folder}"`)
    return EXIT.usage
  }
  const reader = createStudyReader(codecs, () => performance.now())
  const opened = await reader.open(signal, sources, () => undefined)
  if (!opened.ok) return refuse(opened.diagnostic)
  const { studies, reports } = opened.value
  if (studies.length === 0) {
    return refuse(diagnose('review.reports-alone', 'error', '', { reports: reports.length }))
  }
  const study = chooseStudy(studies, options.study)
  if (typeof study === 'string') {
    console.error(study)
    return EXIT.usage
  }

  const desk = await openDesk(options)
  const analysed = await desk.analyse(signal, study, reader, (progress) => {
    if (progress.kind === 'stage') showStage(progress)
  })
  if (!analysed.ok) return refuse(analysed.diagnostic)

  const input = desk.reportInput(study, studies, analysed.value, localTime(new Date()))
  await mkdir(options.out, { recursive: true })
  for (const { name, bytes } of await writeReport(options.only, input, reportPictures(signal, study, reader)))
    await writeFile(join(options.out, name), bytes)
  return EXIT.done
}

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        study: { type: 'string' },
        pack: { type: 'string', default: DEFAULT_PACK },
        packs: { type: 'string', default: MODELS_FOLDER },
        only: { type: 'string' },
      },
    })
    const [folder] = positionals
    if (!folder || positionals.length > 1) return 'cli.usage: give one FOLDER (or .zip)'
    if (!values.out) return 'cli.usage: --out DIR is missing'
    const only = formatsNamed(values.only)
    if (typeof only === 'string') return only
    return { folder, out: values.out, study: values.study, pack: values.pack, packs: values.packs, only }
  } catch (error) {
    return `cli.usage: ${(error as Error).message}`
  }
}

/** The only study, or the one that `uid` names; otherwise the line that says which studies there are. */
function chooseStudy(studies: readonly Study[], uid: string | undefined): Study | string {
  const chosen = uid === undefined ? studies : studies.filter((study) => study.studyInstanceUid === uid)
  const [study, ...others] = chosen
  if (study && others.length === 0) return study
  const listed = studies.map(nameStudy).join('; ')
  return uid === undefined
    ? `cli.several-studies: the folder holds ${studies.length} studies (${listed}); choose one with --study UID, or read them all with "cauda batch"`
    : `cli.no-such-study: the folder holds no study "${uid}", but these: ${listed}; give --study one of their UIDs`
}

function nameStudy({ studyInstanceUid, date, description, stacks }: Study): string {
  const images = stacks.reduce((sum, stack) => sum + stack.images.length, 0)
  return [studyInstanceUid, date, description, `${images} images`].filter(Boolean).join(', ')
}

/** For a person who waits; a script reads stderr for the one line that says why. */
function showStage({ stage, done, of }: { stage: string; done: number; of: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${stage} ${done}/${of}   ${done === of ? '\n' : ''}`)
}

function refuse(diagnostic: Diagnostic): number {
  console.error(`${diagnostic.code}: ${diagnosticMessage(diagnostic)}`)
  return EXIT.nothingToAnalyse
}
