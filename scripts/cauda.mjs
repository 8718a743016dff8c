import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { bin, install, ROOT } from './setup.mjs'

install()
const { status } = spawnSync(bin('tsx'), [join(ROOT, 'cli', 'cauda.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? process.cwd(),
})
process.exit(status ?? 1)
