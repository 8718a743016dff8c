import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, ROOT, run } from './setup.mjs'

// Makes training/.venv when it is missing or stale, runs pytest, ends "N passed, N failed".
// The parity test runs tfjs in Node, so the npm packages are installed as well.

const training = join(ROOT, 'training')
const python = join(training, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')

install()
run(process.execPath, [join(ROOT, 'scripts', 'setup-training.mjs')])
const { status, stdout } = spawnSync(python, ['-m', 'pytest', ...process.argv.slice(2)], {
  cwd: training,
  encoding: 'utf8',
  stdio: ['inherit', 'pipe', 'inherit'],
})
process.stdout.write(stdout)
const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(stdout)?.[1] ?? 0)
const failed = count('failed') + count('errors?')
console.log(`${count('passed')} passed, ${status === 0 ? failed : Math.max(failed, 1)} failed`)
process.exit(status === 0 ? 0 : 1)
