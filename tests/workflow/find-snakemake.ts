import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const WORKFLOW = join(import.meta.dirname, '..', '..', 'workflow')

/** The program snakemake of workflow/.venv, or else of the PATH; undefined where there is none. */
export function findSnakemake(): string | undefined {
  const own = join(WORKFLOW, '.venv', 'bin', 'snakemake')
  if (existsSync(own)) return own
  return spawnSync('snakemake', ['--version'], { stdio: 'ignore' }).status === 0 ? 'snakemake' : undefined
}
