import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bin, build, install, ROOT } from './setup.mjs'

/**
 * Everything that must hold before a change lands: format, types, lint, unit, e2e. All run even when one fails.
 * Format, types and lint count as one test each. The last line is `N passed, N failed`.
 */
const REPORTS = join(ROOT, '.cache', 'reports')

install()
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

const { findChromium } = await import('./find-chromium.mjs')
const chromium = await findChromium()

const counts = [
  check('format', 'npm', ['run', '--silent', 'format']),
  check('types', 'npm', ['run', '--silent', 'types']),
  check('lint', 'npm', ['run', '--silent', 'lint']),
  unit(),
  e2e(),
]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function check(name, command, args) {
  console.log(`\n# ${name}`)
  const ok = runs(command, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

function unit() {
  console.log('\n# unit')
  const report = join(REPORTS, 'unit.json')
  const ok = runs(bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const result = readReport(report)
  return atLeastOneFailure(ok, { passed: result?.numPassedTests ?? 0, failed: result?.numFailedTests ?? 0 })
}

function e2e() {
  console.log('\n# e2e')
  build()
  const report = join(REPORTS, 'e2e.json')
  const environment = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const ok = runs(bin('playwright'), ['test', '--reporter=list,json'], environment)
  const stats = readReport(report)?.stats
  return atLeastOneFailure(ok, {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
  })
}

/** A runner that ended badly without naming a failed test failed all the same. */
function atLeastOneFailure(ok, { passed, failed }) {
  return { passed, failed: ok ? failed : Math.max(1, failed) }
}

function runs(command, args, environment = {}) {
  return (
    spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } })
      .status === 0
  )
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    console.error(`test.no-report: the runner wrote no report (${error.message})`)
    return undefined
  }
}
