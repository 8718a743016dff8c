import { tellExpectedFailures } from './expected-failures.ts'
import { noneOf } from './nearest-name.ts'

/** The command line: the same rooms without a browser. SURFACE.md names the commands and the exit codes. */
const COMMANDS: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<number>>>> = {
  inspect: async () => (await import('./inspect.ts')).inspect,
  analyse: async () => (await import('./analyse.ts')).analyse,
  batch: async () => (await import('./batch.ts')).batch,
  phantom: async () => (await import('./phantom.ts')).phantom,
  prepare: async () => (await import('./prepare.ts')).prepare,
  evaluate: async () => (await import('./evaluate.ts')).evaluate,
}

const USAGE = `usage: npm run --silent cauda -- <command> ...
  inspect FOLDER [--pixels]                                    what a folder or .zip holds, as JSON
  analyse FOLDER --out DIR [--study UID] [--only json,...]     the whole job: report in every format
  batch SOURCE --out DIR [--shard I/N] [--jobs N] [--resume]   every study below a folder, one table of all cells
  phantom --seed N --out DIR [--levels JSON]                   a simulated study as DICOM, with truth.json
  prepare (--rsna DIR | --phantom FROM:TO) --out DIR           training tensors
  evaluate [--pack ID] --data DIR --out DIR [--split test]     metrics of a pack, run as the app runs it`

const [name = '', ...args] = process.argv.slice(2)
const load = COMMANDS[name]
if (load) {
  const command = await load()
  process.exitCode = await tellExpectedFailures(() => command(args))
} else {
  const hint =
    name && `cli.unknown-command: there is no command "${name}"; ${noneOf(name, Object.keys(COMMANDS))}\n`
  console.error(hint + USAGE)
  process.exitCode = 2
}
