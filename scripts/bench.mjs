import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { bin, build, install, ROOT } from './setup.mjs'

const args = process.argv.slice(2)
const { only = [] } = parseArgs({
  args,
  strict: false,
  options: { only: { type: 'string', multiple: true } },
}).values
const inBrowser = only.length === 0 || only.some((part) => !['stability', 'batch'].includes(part))

install()
if (inBrowser) {
  build()
  const { findChromium } = await import('./find-chromium.mjs')
  process.env.CHROMIUM_PATH = await findChromium()
}
const { status } = spawnSync(bin('tsx'), ['bench/run.ts', ...args], { cwd: ROOT, stdio: 'inherit' })
process.exit(status ?? 1)
