import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { succeed } from '../src/domain/result.ts'
import type { Result } from '../src/domain/result.ts'
import { GRADE_NAMES, GRADES } from '../src/domain/severity.ts'
import { loadPack } from '../src/inference/load-pack.ts'
import { createPredictor } from '../src/inference/predictor.ts'
import { startRuntime } from '../src/inference/runtime.ts'
import { classTable, formatClassTable } from './evaluate/class-table.ts'
import { judgeAxial } from './evaluate/judge-axial.ts'
import { judgeForamina } from './evaluate/judge-foramina.ts'
import { judgeSagittal } from './evaluate/judge-sagittal.ts'
import { noRows } from './evaluate/judge.ts'
import type { Bench, TaskRows } from './evaluate/judge.ts'
import { confusionPlot, reliabilityPlot, rocPlot } from './evaluate/plots.ts'
import { drawSheets } from './evaluate/sheets.ts'
import { summarise } from './evaluate/summarise.ts'
import { noneOf, unknownOption } from './nearest-name.ts'
import { DEFAULT_PACK, diskPack, MODELS_FOLDER, WASM_FOLDER } from './node-pack.ts'
import { mendeleyCases } from './datasets/mendeley.ts'
import { rsnaAxialCases } from './datasets/rsna-axial.ts'
import { rsnaForaminalCases } from './datasets/rsna-foraminal.ts'
import { SPLITS } from './datasets/sample.ts'
import type { Split } from './datasets/sample.ts'
import { spiderMidCases, spiderT2Cases } from './datasets/spider.ts'
import { diagnosticMessage } from '../src/words/diagnostics.ts'

const USAGE =
  'usage: npm run --silent cauda -- evaluate [--pack ID] --data DIR --out DIR [--split train|val|test|all]'
const EXIT = { done: 0, usage: 2, nothingToJudge: 3 } as const
const COMPRESSION_NAMES = ['None', 'Mild', 'Severe']

type Judge = (bench: Bench, folder: string, rows: TaskRows) => Promise<void>

/** The folders of a data directory and what each can judge. */
const JUDGES: Readonly<Record<string, Judge>> = {
  'mendeley-sag': async (bench, folder, rows) => judgeSagittal(bench, await mendeleyCases(folder), rows),
  'spider-mid': async (bench, folder, rows) => judgeSagittal(bench, await spiderMidCases(folder), rows),
  'spider-t2': async (bench, folder, rows) => judgeSagittal(bench, await spiderT2Cases(folder), rows),
  'rsna-t1-foraminal': async (bench, folder, rows) =>
    judgeForamina(bench, await rsnaForaminalCases(folder), rows),
  'rsna-t2-axial-crops': async (bench, folder, rows) => judgeAxial(bench, await rsnaAxialCases(folder), rows),
}

/** `cauda evaluate`: metrics and plots of a pack, run as the app runs it. Returns the exit code. */
export async function evaluate(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    console.error(options + USAGE)
    return EXIT.usage
  }
  const folders = Object.keys(JUDGES).filter((name) => existsSync(join(options.data, name)))
  if (folders.length === 0) {
    console.error(
      `evaluate.no-data: ${options.data} holds none of ${Object.keys(JUDGES).join(', ')}; give --data a folder laid out like the training data`,
    )
    return EXIT.nothingToJudge
  }
  const bench = await openBench(options)
  if (!bench.ok) {
    console.error(`${bench.diagnostic.code}: ${diagnosticMessage(bench.diagnostic)}`)
    return EXIT.nothingToJudge
  }
  await mkdir(options.out, { recursive: true })
  const rows = noRows()
  for (const name of folders) {
    console.error(`judging on ${name}`)
    await (JUDGES[name] as Judge)(bench.value, join(options.data, name), rows)
  }
  const tables = new Map(
    [...rows.graded].map(([task, judged]) => [task, classTable(classesOf(task), judged)]),
  )
  const figures = Object.fromEntries(
    Object.entries(summarise(rows)).map(([task, found]) => [task, { ...found, ...tables.get(task) }]),
  )
  await writeFile(join(options.out, 'metrics.json'), JSON.stringify(figures, null, 2) + '\n')
  for (const [task, table] of tables) console.log(formatClassTable(task, table))
  await writePlots(options.out, rows)
  const undrawn = await drawSheets(options.packs, options.pack, options.out)
  if (undrawn !== undefined) console.error(`${undrawn}: no sheets of the simulated study`)
  console.error(`${Object.keys(figures).length} tasks in ${join(options.out, 'metrics.json')}`)
  return EXIT.done
}

async function openBench({ packs, pack, splits }: Options): Promise<Result<Bench>> {
  const { signal } = new AbortController()
  const runtime = await startRuntime('wasm', WASM_FOLDER)
  if (!runtime.ok) return runtime
  const loaded = await loadPack(signal, diskPack(packs, pack))
  if (!loaded.ok) return loaded
  const predictor = await createPredictor(signal, loaded.value, runtime.value, WASM_FOLDER)
  if (!predictor.ok) return predictor
  return succeed({ signal, predictor: predictor.value, manifest: loaded.value.manifest, splits })
}

/** Names of a task's classes in metrics.json, in the order of their indices. */
function classesOf(task: string): readonly string[] {
  return task.startsWith('canal_sagittal') ? COMPRESSION_NAMES.map((name) => name.toLowerCase()) : GRADES
}

async function writePlots(out: string, rows: TaskRows): Promise<void> {
  for (const [task, judged] of rows.graded) {
    const labels = task.startsWith('canal_sagittal')
      ? COMPRESSION_NAMES
      : GRADES.map((grade) => GRADE_NAMES[grade])
    await writeFile(join(out, `${task}-roc.svg`), rocPlot(`${task}: ROC`, labels, judged))
    await writeFile(join(out, `${task}-reliability.svg`), reliabilityPlot(`${task}: reliability`, judged))
    await writeFile(join(out, `${task}-confusion.svg`), confusionPlot(`${task}: confusion`, labels, judged))
  }
}

type Options = {
  readonly packs: string
  readonly pack: string
  readonly data: string
  readonly out: string
  readonly splits: readonly Split[]
}

const OPTIONS = {
  pack: { type: 'string', default: DEFAULT_PACK },
  packs: { type: 'string', default: MODELS_FOLDER },
  data: { type: 'string' },
  out: { type: 'string' },
  split: { type: 'string', default: 'test' },
} as const

/** Or what to say before the usage. */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const splits = values.split === 'all' ? SPLITS : SPLITS.filter((split) => split === values.split)
    if (splits.length === 0)
      return `cli.usage: --split ${values.split}; ${noneOf(values.split, [...SPLITS, 'all'])}\n`
    if (values.data === undefined || values.out === undefined) return ''
    return { packs: values.packs, pack: values.pack, data: values.data, out: values.out, splits }
  } catch (error) {
    return unknownOption(error, Object.keys(OPTIONS))
  }
}
