import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Makes training/.venv with what training/pyproject.toml pins; does nothing when it is there and up to date.

const OLDEST = [3, 11]
const training = join(dirname(dirname(fileURLToPath(import.meta.url))), 'training')
const environment = join(training, '.venv')
const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
const project = readFileSync(join(training, 'pyproject.toml'))
const wanted = createHash('sha256').update(project).digest('hex')
const stamp = join(environment, 'pyproject.sha256')

if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0)
if (!existsSync(python)) run(findPython(), ['-m', 'venv', environment])
console.error('installing what training/pyproject.toml pins (about 300 MB, once) ...')
run(python, [
  '-m',
  'pip',
  'install',
  '--quiet',
  '--disable-pip-version-check',
  '--editable',
  `${training}[test]`,
])
writeFileSync(stamp, wanted)

function findPython() {
  const names = ['python3.12', 'python3.11', 'python3.13', 'python3', 'python']
  const found = names.find((name) => {
    const { status, stdout } = spawnSync(name, ['-c', 'import sys; print(*sys.version_info[:2])'], {
      encoding: 'utf8',
    })
    const [major = 0, minor = 0] = (stdout ?? '').trim().split(' ').map(Number)
    return status === 0 && major === OLDEST[0] && minor >= OLDEST[1]
  })
  if (found) return found
  console.error(
    `Training needs Python ${OLDEST.join('.')} or newer; none of ${names.join(', ')} is that. Install it and try again.`,
  )
  process.exit(1)
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['inherit', 'ignore', 'inherit'] })
  if (status === 0) return
  console.error(error ? `${command}: ${error.message}` : `${command} ${args.join(' ')} failed`)
  process.exit(status ?? 1)
}
