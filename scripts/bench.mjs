import { spawnSync } from 'node:child_process'
import { bin, build, install, ROOT } from './setup.mjs'

install()
build()
const { findChromium } = await import('./find-chromium.mjs')
const { status } = spawnSync(bin('tsx'), ['bench/run.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: await findChromium() },
})
process.exit(status ?? 1)
