import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Bill = {
  serialNumber?: string
  metadata: { timestamp?: string; tools?: unknown; component: { name: string; type: string } }
}

/**
 * A CycloneDX 1.5 bill of the packages that the app is built from, written by npm from the lock file. What differs from run to
 * run, or from machine to machine, is left out: time, serial number, npm's own version and the name of the folder.
 */
export function billOfMaterials(root: string): string {
  const command = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only']
  const bill = JSON.parse(execFileSync('npm', command, { cwd: root, encoding: 'utf8' })) as Bill
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string }
  delete bill.serialNumber
  delete bill.metadata.timestamp
  delete bill.metadata.tools
  Object.assign(bill.metadata.component, { name, type: 'application' })
  return `${JSON.stringify(bill, undefined, 2)}\n`
}
