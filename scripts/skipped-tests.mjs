import { relative } from 'node:path'

/** Why a test may be skipped that says nothing itself. */
const WITHOUT_DATA =
  'needs data that do not ship with Cauda (shared/, see tests/shared-data.ts), or a tool that is not here'

/** The skipped tests of a JSON report of vitest: file, name, reason. */
export function skippedOfVitest(files, root) {
  return files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
      .map((test) => {
        const note = test.meta?.note ?? test.failureMessages?.[0]
        return `${relative(root, name)}: ${test.fullName} (${note ?? WITHOUT_DATA})`
      }),
  )
}

/** The skipped tests of a JSON report of Playwright: file, name, and the reason that `test.skip` was given. */
export function skippedOfPlaywright(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ file, title, tests }) =>
      tests
        .filter(({ status }) => status === 'skipped')
        .map(({ projectName, annotations = [] }) => {
          const reason = annotations.find(({ type }) => type === 'skip')?.description
          return `e2e/${file}: ${title} [${projectName}] (${reason ?? WITHOUT_DATA})`
        }),
    ),
    ...skippedOfPlaywright(inner),
  ])
}
