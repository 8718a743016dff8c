import { parseArgs } from 'node:util'
import { BROWSER_PARTS, benchInBrowser } from './in-browser.ts'
import { measureStability } from './measure-stability.ts'

const PARTS = [...BROWSER_PARTS, 'stability'] as const

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true, default: [...PARTS] },
  },
})
const runs = Number(values.runs)
if (
  !Number.isInteger(runs) ||
  runs < 1 ||
  !values.only.every((part) => PARTS.some((known) => known === part))
) {
  console.error(`bench.usage: npm run bench -- [--runs N] [--only ${PARTS.join('|')}]...`)
  process.exit(2)
}

if (values.only.includes('stability')) await measureStability()
const inBrowser = BROWSER_PARTS.filter((part) => values.only.includes(part))
if (inBrowser.length > 0) await benchInBrowser(inBrowser, runs)
