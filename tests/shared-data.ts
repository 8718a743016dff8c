import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', 'shared', 'data')

/**
 * The path of something in the real data beside the project, or undefined where it is absent.
 * Tests that need it are skipped then and say so; the simulated study stands in for it on other machines.
 */
export function sharedData(...path: string[]): string | undefined {
  const found = join(ROOT, ...path)
  return existsSync(found) ? found : undefined
}
