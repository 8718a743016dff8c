import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type LockedPackage = { readonly version?: string; readonly license?: string; readonly dev?: boolean }
type Lock = { readonly packages: Readonly<Record<string, LockedPackage>> }

const LICENCE_FILE = /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i

/**
 * Name, version, licence and the texts of licence and notice files of every package that the app is built from, sorted by name.
 * Throws where a package names no licence and brings no text either.
 */
export function thirdPartyNotices(root: string): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  const parts = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true && existsSync(join(root, path)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, locked]) => notice(root, path, locked))
  return `Cauda is built from the packages below. Each is used under its own licence.\n\n${parts.join('\n')}`
}

function notice(root: string, path: string, { version, license }: LockedPackage): string {
  const folder = join(root, path)
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  if (!license && texts.length === 0)
    throw new Error(`release.no-licence: ${name} ${version} names no licence`)
  const title = `${name} ${version}, ${license ?? 'licence below'}`
  return [`${'='.repeat(title.length)}\n${title}\n${'='.repeat(title.length)}`, ...texts, ''].join('\n\n')
}
