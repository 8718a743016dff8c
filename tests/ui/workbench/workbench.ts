import { diagnose } from '../../../src/domain/diagnostic.ts'
import { fail, succeed } from '../../../src/domain/result.ts'
import type { SessionPorts } from '../../../src/review/reader-ports.ts'
import { savedReviews } from '../../../src/review/saved-reviews.ts'
import { mountApp } from '../../../src/ui/app.tsx'
import { fakeAnalysisPort, fakeStudyPort } from './fake-ports.ts'

/** The screens over a drawn study and a fake engine, to work on how they look: `npx vite` and open /tests/ui/workbench/. */
const ports: SessionPorts = {
  study: fakeStudyPort,
  analysis: fakeAnalysisPort,
  export: {
    export: (kind, { analysis }) =>
      Promise.resolve(
        succeed({
          name: `workbench.${kind}`,
          type: 'text/plain',
          bytes: new Blob([JSON.stringify(analysis.levels)]),
        }),
      ),
    preview: () => Promise.reject(new Error('the workbench writes no report')),
    restore: (report) => Promise.resolve(fail(diagnose('report.not-a-cauda-report', 'error', report.path))),
  },
  reviews: savedReviews('cauda workbench'),
  packs: {
    list: () => Promise.resolve(succeed([])),
    take: (_signal, files) => Promise.resolve({ packs: [], rest: files }),
    complete: (_signal, key) =>
      Promise.resolve(fail(diagnose('pack.needs-localizer', 'error', key, { pack: key, donor: '' }))),
  },
  packId: 'workbench',
  now: () => new Date().toISOString(),
  onBug: reportError,
}

mountApp(document.getElementById('root')!, ports, { settings: {}, diagnostics: Promise.resolve([]) })
