import { parseArgs } from 'node:util'
import { BROWSER_PARTS, benchInBrowser } from './in-browser.ts'
import { measureBatch } from './measure-batch.ts'
import { measureStability } from './measure-stability.ts'

const PARTS = [...BROWSER_PARTS, 'stability', 'batch'] as const

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    studies: { type: 'string', default: '6' },
    only: { type: 'string', multiple: true, default: [...PARTS] },
  },
})
const runs = Number(values.runs)
const studies = Number(values.studies)
if (
  ![runs, studies].every((count) => Number.isInteger(count) && count >= 1) ||
  !values.only.every((part) => PARTS.some((known) => known === part))
) {
  console.error(`bench.usage: npm run bench -- [--runs N] [--studies N] [--only ${PARTS.join('|')}]...`)
  process.exit(2)
}

if (values.only.includes('stability')) await measureStability()
if (values.only.includes('batch')) await measureBatch(studies)
const inBrowser = BROWSER_PARTS.filter((part) => values.only.includes(part))
if (inBrowser.length > 0) await benchInBrowser(inBrowser, runs)
