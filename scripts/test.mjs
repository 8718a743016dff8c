import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bin, build, install, ROOT } from './setup.mjs'
import { skippedOfPlaywright, skippedOfVitest } from './skipped-tests.mjs'

/**
 * Everything that must hold before a change lands: format, types, lint, unit, e2e. All run even when one fails.
 * Format, types and lint count as one test each. What is skipped is named with its reason. The last line is
 * `N passed, N failed`, with `, N skipped` behind it where any were.
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
const skipped = counts.flatMap((count) => count.skipped)
if (skipped.length > 0) console.log(`\n# skipped\n${skipped.map((name) => `- ${name}`).join('\n')}`)
console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0

function check(name, command, args) {
  console.log(`\n# ${name}`)
  const ok = runs(command, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] }
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
  const skipped = skippedOfVitest(result?.testResults ?? [], ROOT)
  return atLeastOneFailure(ok, {
    passed: result?.numPassedTests ?? 0,
    failed: result?.numFailedTests ?? 0,
    skipped,
  })
}

function e2e() {
  console.log('\n# e2e')
  build()
  const report = join(REPORTS, 'e2e.json')
  const environment = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const ok = runs(bin('playwright'), ['test', '--reporter=list,json'], environment)
  const result = readReport(report)
  const stats = result?.stats
  return atLeastOneFailure(ok, {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: skippedOfPlaywright(result?.suites ?? []),
  })
}

/** A runner that ended badly without naming a failed test failed all the same. */
function atLeastOneFailure(ok, { passed, failed, skipped }) {
  return { passed, failed: ok ? failed : Math.max(1, failed), skipped }
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
