import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const STAMPS = join(ROOT, '.cache', 'stamps')

/** Runs a command in the project's root with its output shown; ends this process with its code when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

/** The path of a program that npm installed here. */
export function bin(name) {
  return join(ROOT, 'node_modules', '.bin', name)
}

/** Installs the packages that package-lock.json names, unless they are installed. */
export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `setup.node-version: Node ${process.versions.node} is too old; Cauda needs Node 20.19 or later: install it and try again`,
    )
    process.exit(1)
  }
  onlyWhenStale('install', ['package-lock.json'], join(ROOT, 'node_modules', '.bin'), () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', process.stderr, process.stderr],
    }),
  )
}

/** Builds the app into dist/, unless it is built from these very sources. */
export function build() {
  const sources = ['index.html', 'vite.config.ts', 'csp.ts', 'package-lock.json', 'src', 'public', 'models']
  onlyWhenStale('build', sources, join(ROOT, 'dist', 'index.html'), () =>
    run(bin('vite'), ['build', '--logLevel', 'error']),
  )
}

/** Does the work when what it makes is missing, or was made from other sources. */
function onlyWhenStale(name, sources, made, work) {
  const stamp = join(STAMPS, name)
  const now = fingerprint(sources)
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  work()
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(stamp, now)
}

/** Names, sizes and contents of files and folders, as one hash. */
function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesBelow(join(ROOT, path)))) {
    hash.update(relative(ROOT, file)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}
