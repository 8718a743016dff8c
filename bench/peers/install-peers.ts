import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OHIF = { name: '@ohif/app', version: '3.12.10' } as const
/** Readers of DICOM headers and pixels; run beside ours, never bundled into the app. dwv is GPL-3.0, the others are MIT. */
const LIBRARIES = {
  dcmjs: '0.52.2',
  daikon: '1.2.46',
  dwv: '0.36.4',
  'dicom-parser': '1.8.21',
  '@cornerstonejs/dicom-image-loader': '5.14.0',
} as const

export type Peers = {
  /** OHIF's built app. */
  readonly ohifApp: string
  readonly ohifVersion: string
  readonly libraries: { readonly folder: string; readonly versions: typeof LIBRARIES }
}

/** Fetches the peers from the package registry into `folder`, unless they are there. */
export function installPeers(folder: string): Peers {
  const ohif = join(folder, `ohif-${OHIF.version}`)
  if (!existsSync(ohif)) fetchOhif(folder, ohif)
  const wanted = Object.entries(LIBRARIES).map(([name, version]) => `${name}@${version}`)
  const libraries = join(folder, `libraries-${Object.values(LIBRARIES).join('-')}`)
  if (!existsSync(join(libraries, 'node_modules'))) {
    mkdirSync(libraries, { recursive: true })
    writeFileSync(join(libraries, 'package.json'), '{ "private": true }\n')
    npm(libraries, ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted])
  }
  return {
    ohifApp: join(ohif, 'dist'),
    ohifVersion: OHIF.version,
    libraries: { folder: join(libraries, 'node_modules'), versions: LIBRARIES },
  }
}

/** The package alone: it brings its built app, and its hundreds of dependencies are in there already. */
function fetchOhif(folder: string, to: string): void {
  const work = join(folder, 'unpacking')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  npm(work, ['pack', `${OHIF.name}@${OHIF.version}`])
  const archive = readdirSync(work).find((name) => name.endsWith('.tgz'))!
  run('tar', ['-xzf', archive], work)
  renameSync(join(work, 'package'), to)
  rmSync(work, { recursive: true })
}

function npm(cwd: string, args: readonly string[]): void {
  run('npm', [...args, '--loglevel=error'], cwd)
}

/** Standard output belongs to the figures, so a command's output goes to standard error. */
function run(command: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', process.stderr, process.stderr],
  })
  if (error) throw error
  if (status !== 0)
    throw new Error(`bench.no-peer: ${command} ${args.join(' ')} ended with ${String(status)}`)
}
