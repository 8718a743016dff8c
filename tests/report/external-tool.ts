import { spawnSync } from 'node:child_process'

/**
 * Whether a checker made by others is on this machine. Where it is not, says in one sentence what goes unchecked; the
 * `package` names are Debian's.
 */
export function hasTool(name: string, debianPackage: string, checks: string): boolean {
  const found = spawnSync(name, ['--version']).error === undefined
  if (!found) console.info(`${name} (Debian package ${debianPackage}) is not here: ${checks} goes unchecked.`)
  return found
}

/** Runs a checker to its end: its exit status, and all that it said. */
export function runTool(name: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(name, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error !== undefined) throw error
  return { status, output: stdout + stderr }
}
