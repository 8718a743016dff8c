import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const SHARED = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', 'shared')
const ROOT = join(SHARED, 'data')

/**
 * The path of something in the real data beside the project, or undefined where it is absent.
 * Tests that need it are skipped then and say so; the simulated study stands in for it on other machines.
 */
export function sharedData(...path: string[]): string | undefined {
  const found = join(ROOT, ...path)
  return existsSync(found) ? found : undefined
}

/** The generators of cases from the field beside the project, or undefined where they are absent. */
export function sharedCases(): string | undefined {
  const found = join(SHARED, 'cases')
  return existsSync(found) ? found : undefined
}
