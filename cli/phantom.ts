import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { PhantomOptions } from '../src/phantom/phantom-options.ts'
import { simulateStudySteps } from '../src/phantom/simulate-study.ts'
import type { SimulatedStudy } from '../src/phantom/simulate-study.ts'
import { parseWantedLevels } from '../src/phantom/wanted-levels.ts'
import { diagnosticMessage } from '../src/words/diagnostics.ts'

const USAGE = `usage: npm run --silent cauda -- phantom --seed N --out DIR [--levels JSON] [--stir] [--syntax explicit|implicit|rle]
  JSON: {"l4_l5": {"spinal_canal_stenosis": "severe", "listhesisMm": 6, "degeneration": 0.8}, ...}`
const SYNTAXES = ['explicit', 'implicit', 'rle'] as const

/** `cauda phantom`: writes a simulated study as DICOM, one folder a series, and truth.json. Gives the exit code. */
export async function phantom(args: readonly string[]): Promise<number> {
  const asked = readOptions(args)
  if (typeof asked === 'string') {
    console.error(`${asked}\n${USAGE}`)
    return 2
  }
  const { files, truth } = simulate(asked.options)
  for (const { path, bytes } of files) {
    const to = join(asked.out, path)
    await mkdir(dirname(to), { recursive: true })
    await writeFile(to, bytes)
  }
  await writeFile(join(asked.out, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
  console.log(`${files.length} images and truth.json in ${asked.out}`)
  return 0
}

function simulate(options: PhantomOptions): SimulatedStudy {
  const steps = simulateStudySteps(options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (process.stderr.isTTY) process.stderr.write(`\r${step.value.imagesDone}/${step.value.of} images `)
  }
}

function readOptions(args: readonly string[]): { options: PhantomOptions; out: string } | string {
  const values = readFlags(args)
  if (typeof values === 'string') return values
  const { seed, out, levels = '{}', syntax = 'explicit', stir = false } = values
  if (seed === undefined || !/^\d{1,9}$/.test(seed))
    return `cli.usage: --seed takes a whole number from 0 to 999999999, not ${JSON.stringify(seed ?? '')}`
  if (out === undefined) return 'cli.usage: --out DIR is missing'
  const transferSyntax = SYNTAXES.find((name) => name === syntax)
  if (!transferSyntax) return `cli.usage: --syntax knows ${SYNTAXES.join(', ')}; not "${syntax}"`
  const wanted = parseWantedLevels(levels)
  if (!wanted.ok) return `${wanted.diagnostic.code}: --levels: ${diagnosticMessage(wanted.diagnostic)}`
  const fluidWeighting = stir ? 'stir' : 't2'
  return { options: { ...wanted.value, seed: Number(seed), fluidWeighting, transferSyntax }, out }
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        out: { type: 'string' },
        levels: { type: 'string' },
        syntax: { type: 'string' },
        stir: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return `cli.usage: ${(error as Error).message}`
  }
}
