import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Makes training/.venv from pyproject.toml when it is missing or stale, runs pytest, ends "N passed, N failed".

const training = join(dirname(dirname(fileURLToPath(import.meta.url))), 'training')
const environment = join(training, '.venv')
const windows = process.platform === 'win32'
const python = join(environment, windows ? 'Scripts/python.exe' : 'bin/python')

run(process.execPath, [join(training, '..', 'scripts', 'setup-training.mjs')])
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

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
