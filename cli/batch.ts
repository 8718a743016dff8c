import { stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { diagnose } from '../src/domain/diagnostic.ts'
import type { Diagnostic } from '../src/domain/diagnostic.ts'
import { loadPack } from '../src/inference/load-pack.ts'
import type { ReportFormat } from '../src/domain/report-format.ts'
import { diagnosticMessage } from '../src/words/diagnostics.ts'
import { openBatchFolder } from './batch/batch-folder.ts'
import type { BatchFolder, BatchSettings } from './batch/batch-folder.ts'
import { listStudies } from './batch/list-studies.ts'
import type { BatchList, ListedEntry } from './batch/list-studies.ts'
import { progressLine, progressWriter } from './batch/progress-line.ts'
import { inShard, parseShard } from './shard.ts'
import type { Shard } from './shard.ts'
import { readInWorkers } from './batch/worker-pool.ts'
import type { TableCounts } from './batch/write-tables.ts'
import { writeTables } from './batch/write-tables.ts'
import { folderSources } from './folder-source.ts'
import { DEFAULT_PACK, diskPack, MODELS_FOLDER } from './node-pack.ts'
import { FORMAT_WORDS, formatsNamed } from './report-formats-named.ts'
import { appVersion } from './study-report.ts'

const STEPS = ['list', 'analyse', 'gather'] as const
type Step = (typeof STEPS)[number]

const USAGE = `usage: npm run --silent cauda -- batch SOURCE --out DIR [--shard I/N] [--jobs N] [--resume] [--step ${STEPS.join('|')}] [--pack ID] [--packs DIR] [--only ${FORMAT_WORDS}]`
const EXIT = { done: 0, usage: 2, nothingRead: 3, interrupted: 130 } as const

type Options = {
  readonly source: string
  readonly out: string
  readonly shard: Shard
  readonly jobs: number
  readonly resume: boolean
  /** Only this step; all of them without it. */
  readonly step: Step | undefined
  readonly pack: string
  readonly packs: string
  readonly only: readonly ReportFormat[]
}

/**
 * `cauda batch`: reads every study of a source. Lists the studies, reads those of the shard that are not read yet, and gathers
 * the tables from all that are. Returns the exit code.
 */
export async function batch(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') return say(EXIT.usage, `${options}\n${USAGE}`)
  if (!(await stat(options.source).catch(() => undefined)))
    return say(EXIT.usage, `cli.no-such-folder: there is no file or folder "${options.source}"`)
  const interrupted = abortOnSignals()
  try {
    return await run(interrupted.signal, options)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!DISK_ERRORS.has(code ?? '')) throw error
    return refuse(EXIT.nothingRead, diagnose('batch.disk', 'error', options.out, { reason: message }))
  } finally {
    interrupted.stop()
  }
}

/** What a disk or its administrator can mend; anything else is a bug. */
const DISK_ERRORS: ReadonlySet<string> = new Set([
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE'],
  ...['EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EISDIR'],
])

async function run(signal: AbortSignal, options: Options): Promise<number> {
  const folder = openBatchFolder(options.out)
  const settings = await settingsOf(options)
  if ('severity' in settings) return refuse(EXIT.nothingRead, settings)
  const before = await folder.readSettings()
  const changed = before && changedSetting(before, settings)
  if (changed !== undefined) {
    const setting = SETTING_NAMES[changed]
    return refuse(EXIT.usage, diagnose('batch.other-settings', 'error', options.out, { setting }))
  }
  await folder.writeSettings(settings)
  const list = await listFor(signal, options, folder)
  if (options.step === 'list') return EXIT.done
  if (options.step !== 'gather') {
    const refused = await readShard(signal, options, folder, list)
    if (refused !== undefined) return refused
  }
  return options.step === 'analyse' ? EXIT.done : gather(folder, list)
}

async function listFor(signal: AbortSignal, options: Options, folder: BatchFolder): Promise<BatchList> {
  const listed = options.step === 'list' ? undefined : await folder.readList()
  if (listed) return listed
  const progress = progressWriter(process.stderr, () => performance.now())
  const sources = (await folderSources(options.source)).filter(({ path }) => !isBelow(options, path))
  const list = await listStudies(signal, sources, (done, found) =>
    progress.show(`listing: ${done} of ${found} files`, done === found),
  )
  await folder.writeList(list)
  return list
}

/** Whether a file is one that the batch itself wrote, because DIR lies below SOURCE. */
function isBelow({ source, out }: Options, path: string): boolean {
  const fromOut = relative(resolve(out), resolve(source, path))
  return fromOut !== '..' && !fromOut.startsWith(`..${sep}`)
}

/** Reads what the shard has left. Gives an exit code where the batch ends with this. */
async function readShard(
  signal: AbortSignal,
  options: Options,
  folder: BatchFolder,
  { entries }: BatchList,
): Promise<number | undefined> {
  const mine = entries.filter((_entry, index) => inShard(options.shard, index))
  const left: ListedEntry[] = []
  for (const entry of mine) {
    const outcome = await folder.readOutcome(entry.id)
    if (!outcome || outcome.studies.some(({ kind }) => kind === 'failed')) left.push(entry)
    if (outcome && !options.resume) {
      return refuse(EXIT.usage, diagnose('batch.already-begun', 'error', options.out))
    }
  }
  const progress = progressWriter(process.stderr, () => performance.now())
  const began = performance.now()
  let done = 0
  let failed = 0
  const show = () => {
    const counts = { done: mine.length - left.length + done, failed, of: mine.length, inThisRun: done }
    const isLast = done === left.length
    progress.show(progressLine({ ...counts, elapsedMs: performance.now() - began }), isLast)
  }
  show()
  const settings = { packs: options.packs, pack: options.pack, source: options.source, formats: options.only }
  await readInWorkers(signal, left, folder, { jobs: options.jobs, settings }, ({ studies }) => {
    done += 1
    failed += studies.filter(({ kind }) => kind === 'failed').length
    show()
  })
  if (!signal.aborted) return undefined
  return refuse(
    EXIT.interrupted,
    diagnose('batch.interrupted', 'error', options.out, { left: left.length - done }),
  )
}

async function gather(folder: BatchFolder, list: BatchList): Promise<number> {
  const { read, failed, pending } = await writeCurrentTables(folder, list)
  if (pending === 0) await folder.removeWorkFolders()
  const unread = list.unread.length
  console.error(
    [
      `${read} studies read`,
      failed > 0 && `${failed} failed (failures.csv)`,
      pending > 0 && `${pending} not read yet`,
      unread > 0 && `${unread} files could not be opened (failures.csv)`,
    ]
      .filter(Boolean)
      .join(', '),
  )
  if (read > 0 || pending > 0) return EXIT.done
  return refuse(EXIT.nothingRead, diagnose('batch.nothing-read', 'error', '', { studies: failed }))
}

/** Another shard may finish a study while the tables are written; then they are written again. */
async function writeCurrentTables(folder: BatchFolder, list: BatchList): Promise<TableCounts> {
  const counts = await writeTables(folder, list)
  let pending = 0
  for (const { id } of list.entries) if (!(await folder.readOutcome(id))) pending += 1
  return pending === counts.pending ? counts : writeCurrentTables(folder, list)
}

async function settingsOf(options: Options): Promise<BatchSettings | Diagnostic> {
  const { signal } = new AbortController()
  const pack = await loadPack(signal, diskPack(options.packs, options.pack))
  if (!pack.ok) return pack.diagnostic
  return {
    source: resolve(options.source),
    pack: options.pack,
    packSha256: pack.value.sha256,
    formats: options.only,
    appVersion: await appVersion(),
  }
}

/** The settings in words; the first that differs is named. */
const SETTING_NAMES = {
  source: 'source',
  pack: 'pack',
  packSha256: 'edition of the pack',
  formats: 'choice of formats',
  appVersion: 'version of Cauda',
} as const satisfies Record<keyof BatchSettings, string>

function changedSetting(before: BatchSettings, now: BatchSettings): keyof BatchSettings | undefined {
  const names = Object.keys(SETTING_NAMES) as readonly (keyof BatchSettings)[]
  return names.find((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]))
}

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        shard: { type: 'string', default: '1/1' },
        jobs: { type: 'string', default: '1' },
        resume: { type: 'boolean', default: false },
        step: { type: 'string' },
        pack: { type: 'string', default: DEFAULT_PACK },
        packs: { type: 'string', default: MODELS_FOLDER },
        only: { type: 'string' },
      },
    })
    const [source] = positionals
    if (!source || positionals.length > 1) return 'cli.usage: give one SOURCE: a folder or a .zip'
    if (!values.out) return 'cli.usage: --out DIR is missing'
    const shard = parseShard(values.shard)
    if (!shard) return `cli.usage: --shard is I/N with I from 1 to N, for example 2/8; not "${values.shard}"`
    const jobs = Number(values.jobs)
    if (!Number.isInteger(jobs) || jobs < 1)
      return `cli.usage: --jobs is a number from 1; not "${values.jobs}"`
    const step = STEPS.find((name) => name === values.step)
    if (values.step !== undefined && !step)
      return `cli.usage: --step is one of ${STEPS.join(', ')}; not "${values.step}"`
    const only = formatsNamed(values.only)
    if (typeof only === 'string') return only
    const { out, resume, pack, packs } = values
    return { source, out, shard, jobs, resume, step, pack, packs, only }
  } catch (error) {
    return `cli.usage: ${(error as Error).message}`
  }
}

/** Ctrl-C and SIGTERM end the workers and leave what is read in place. */
function abortOnSignals() {
  const controller = new AbortController()
  const abort = () => controller.abort()
  process.once('SIGINT', abort).once('SIGTERM', abort)
  return {
    signal: controller.signal,
    stop: () => process.off('SIGINT', abort).off('SIGTERM', abort),
  }
}

function refuse(exitCode: number, diagnostic: Diagnostic): number {
  return say(exitCode, `${diagnostic.code}: ${diagnosticMessage(diagnostic)}`)
}

function say(exitCode: number, line: string): number {
  console.error(line)
  return exitCode
}
