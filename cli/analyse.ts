import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Diagnostic } from '../src/domain/diagnostic.ts'
import type { PackManifest } from '../src/domain/pack.ts'
import type { Analysis } from '../src/domain/finding.ts'
import { DEFAULT_TEMPLATE } from '../src/domain/report-template.ts'
import type { Study } from '../src/domain/study.ts'
import { parseManifest } from '../src/inference/manifest.ts'
import { packFacts } from '../src/report/model/pack-facts.ts'
import { keyImagesOf } from '../src/report/model/key-images.ts'
import { REPORT_FORMAT_NAMES, writeReport } from '../src/report/report-formats.ts'
import type { ReportFormatName } from '../src/report/report-formats.ts'
import type { ReportInput } from '../src/report/model/report-input.ts'
import type { ReportModel } from '../src/report/model/report-model.ts'
import { checkScope, withholdFindings } from '../src/scope/scope-gate.ts'
import { diagnosticMessage, reportedDiagnostic } from '../src/words/diagnostics.ts'
import { renderGrey } from '../src/viewer/render-grey.ts'
import { createStudyAnalyser } from '../src/worker/study-analyser.ts'
import { createStudyReader } from '../src/pipeline/study-reader.ts'
import type { StudyReader } from '../src/pipeline/study-reader.ts'
import { folderSources } from './folder-source.ts'
import { codecs } from './node-codecs.ts'
import { diskPack, MODELS_FOLDER, WASM_FOLDER } from './node-pack.ts'

const USAGE =
  'usage: npm run --silent cauda -- analyse FOLDER --out DIR [--study UID] [--pack ID] [--packs DIR] [--only json,txt,csv,pdf,sr,fhir,key-objects,captures]'
const DEFAULT_PACK = 'cauda-lumbar-1'
const EXIT = { done: 0, usage: 2, nothingToAnalyse: 3 } as const
const resolve = createRequire(import.meta.url).resolve
const { signal } = new AbortController()

type Options = {
  readonly folder: string
  readonly out: string
  /** StudyInstanceUID of the study to read, where the folder holds several. */
  readonly study: string | undefined
  readonly pack: string
  /** The folder that holds packs. */
  readonly packs: string
  readonly only: readonly ReportFormatName[]
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
  const study = chooseStudy(opened.value.studies, options.study)
  if (typeof study === 'string') {
    console.error(study)
    return EXIT.usage
  }

  const analyser = createStudyAnalyser(
    ({ key }) => diskPack(options.packs, key),
    WASM_FOLDER,
    await appVersion(),
  )
  const engine = { pack: { kind: 'site', key: options.pack, url: '' }, preference: 'auto' } as const
  const analysed = await analyser.analyse(
    signal,
    { study, roles: study.roles },
    engine,
    reader,
    (progress) => {
      if (progress.kind === 'stage') showStage(progress)
    },
  )
  if (!analysed.ok) return refuse(analysed.diagnostic)

  await writeAll(options, study, analysed.value, reader)
  return EXIT.done
}

async function writeAll(
  options: Options,
  study: Study,
  analysis: Analysis,
  reader: StudyReader,
): Promise<void> {
  const { roles } = study
  const scope = checkScope({
    study,
    roles,
    levels: analysis.levels,
    diagnostics: analysis.diagnostics,
    distribution: analysis.scope ?? [],
    isAnalysed: true,
  })
  const input: ReportInput = {
    study,
    analysis: { ...analysis, findings: withholdFindings(analysis.findings, scope) },
    decisions: {},
    notes: {},
    pack: packFacts(analysis.engine, await readManifest(options.packs, analysis.engine)),
    generatedAt: new Date().toISOString(),
    identifiers: 'include',
    template: DEFAULT_TEMPLATE,
    edits: {},
    numbering: { anatomy: 'usual', renamedBy: 0 },
    annotations: [],
    keyImages: [],
    scope: scope.map(({ diagnostic, effect, touches }) => ({ ...diagnostic, effect, touches })),
    diagnostics: distinct([
      ...scope.map(({ diagnostic }) => diagnostic),
      ...study.diagnostics,
      ...analysis.diagnostics,
    ]).map(reportedDiagnostic),
  }
  const pictures = {
    fonts: async () => ({
      regular: await font('Roboto-Regular'),
      bold: await font('Roboto-Medium'),
    }),
    keyImages: (model: ReportModel) =>
      keyImagesOf(study, model, async (image) => {
        const pixels = await reader.pixels(signal, image.id)
        return pixels.ok ? renderGrey(image, pixels.value) : undefined
      }),
  }
  await mkdir(options.out, { recursive: true })
  for (const { name, bytes } of await writeReport(options.only, input, pictures))
    await writeFile(join(options.out, name), bytes)
}

function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [`${one.code}|${one.subject}`, one])).values()]
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
    const words = values.only?.split(',') ?? REPORT_FORMAT_NAMES
    const unknown = words.find((word) => formatNamed(word) === undefined)
    if (unknown !== undefined) {
      return `cli.usage: --only knows json, txt, csv, pdf, sr, fhir, key-objects, captures; not "${unknown}"`
    }
    const only = words.map(formatNamed).filter((format) => format !== undefined)
    return { folder, out: values.out, study: values.study, pack: values.pack, packs: values.packs, only }
  } catch (error) {
    return `cli.usage: ${(error as Error).message}`
  }
}

/** A format by its own name or by its file's ending. */
function formatNamed(word: string): ReportFormatName | undefined {
  if (word === 'txt') return 'text'
  return REPORT_FORMAT_NAMES.find((name) => name === word)
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

async function readManifest(packs: string, { pack }: Analysis['engine']): Promise<PackManifest> {
  const manifest = parseManifest(await readFile(join(packs, pack, 'manifest.json'), 'utf8'), pack)
  if (!manifest.ok) throw new Error(`the pack ${pack} changed while it was used`)
  return manifest.value
}

/** For a person who waits; a script reads stderr for the one line that says why. */
function showStage({ stage, done, of }: { stage: string; done: number; of: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${stage} ${done}/${of}   ${done === of ? '\n' : ''}`)
}

function refuse(diagnostic: Diagnostic): number {
  console.error(`${diagnostic.code}: ${diagnosticMessage(diagnostic)}`)
  return EXIT.nothingToAnalyse
}

async function font(name: string): Promise<Uint8Array> {
  return readFile(resolve(`roboto-fontface/fonts/roboto/${name}.woff`))
}

async function appVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return version
}
