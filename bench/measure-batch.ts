import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { writePhantom } from '../tests/cli/write-phantom.ts'
import { figure, LIMIT, median } from './figure.ts'
import { print, say } from './print.ts'
import { processorSeconds, proportionalSize } from './proc.ts'

const EVERY_MS = 500
const MB = 1e6
const ROOT = join(import.meta.dirname, '..')

/** A study an hour a core that a night of ten hours on eight cores needs for 10,000 studies. */
const LEAST_AN_HOUR = 125
/** Memory of the later half of a batch in units of that of the earlier half. */
const MOST_GROWTH = 1.1

type Run = {
  readonly studies: number
  readonly wallSeconds: number
  /** Of all processes of the batch. */
  readonly processorSeconds: number
  /** Bytes of all processes of the batch, every half a second. */
  readonly memory: readonly number[]
}

/** `cauda batch` over simulated studies: studies an hour, with one job and with two, and how memory changes on the way. */
export async function measureBatch(studies: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-bench-batch-'))
  try {
    say(`simulating ${studies} studies`)
    for (let seed = 1; seed <= studies; seed++) await writePhantom(join(folder, 'source', `${seed}`), seed)
    const one = await runBatch(folder, 1)
    printRun(one, '1 job')
    const two = await runBatch(folder, 2)
    printRun(two, '2 jobs')
    print([figure('batch: 2 jobs beside 1', 'times', [perHour(two) / perHour(one)], LIMIT, [2])])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function printRun(run: Run, title: string): void {
  const middle = run.memory.length >> 1
  const [earlier, later] = [peak(run.memory.slice(0, middle)), peak(run.memory.slice(middle))]
  const perCore = (3600 * run.studies) / run.processorSeconds
  print([
    figure(`batch, ${title}: studies an hour by the clock`, '1/h', [perHour(run)], LIMIT, [LEAST_AN_HOUR]),
    figure(`batch, ${title}: studies an hour of processor time`, '1/h', [perCore], LIMIT, [LEAST_AN_HOUR]),
    figure(`batch, ${title}: median memory of all processes`, 'MB', [median(run.memory) / MB], LIMIT, [4096]),
    figure(`batch, ${title}: peak of the later half beside the earlier`, 'times', [later / earlier], LIMIT, [
      MOST_GROWTH,
    ]),
  ])
}

async function runBatch(folder: string, jobs: number): Promise<Run> {
  const out = join(folder, `out-${jobs}`)
  const command = [
    'batch',
    join(folder, 'source'),
    '--out',
    out,
    '--jobs',
    String(jobs),
    '--only',
    'json,csv',
  ]
  const began = performance.now()
  const batch = spawn(process.execPath, ['--import', 'tsx', join('cli', 'cauda.ts'), ...command], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(batch, 'exit')
  const seconds = new Map<number, number>()
  const memory: number[] = []
  while (batch.exitCode === null && batch.signalCode === null) {
    const processes = await family(batch.pid!)
    for (const id of processes) seconds.set(id, Math.max(seconds.get(id) ?? 0, processorSeconds(id)))
    memory.push(processes.reduce((sum, id) => sum + proportionalSize(id), 0))
    await Promise.race([ended, wait(EVERY_MS)])
  }
  if (batch.exitCode !== 0) throw new Error(`bench.batch-failed: exit code ${batch.exitCode}`)
  const timings = await readFile(join(out, 'timings.csv'), 'utf8')
  return {
    studies: timings.trim().split('\n').length - 1,
    wallSeconds: (performance.now() - began) / 1000,
    processorSeconds: [...seconds.values()].reduce((sum, each) => sum + each, 0),
    memory: memory.filter((bytes) => bytes > 0),
  }
}

/** The process and its children. */
async function family(id: number): Promise<readonly number[]> {
  const tasks = await readdir(`/proc/${id}/task`).catch(() => [])
  const children = await Promise.all(
    tasks.map((task) => readFile(`/proc/${id}/task/${task}/children`, 'latin1').catch(() => '')),
  )
  return [id, ...children.join(' ').split(' ').filter(Boolean).map(Number)]
}

function perHour({ studies, wallSeconds }: Run): number {
  return (3600 * studies) / wallSeconds
}

function peak(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}
