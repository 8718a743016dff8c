import { createAnalysisClient } from './worker/analysis-client.ts'
import { createPackShelf } from './worker/pack-shelf.ts'
import { createStudyClient } from './worker/study-client.ts'
import type { EnginePreference } from './domain/engine-preference.ts'
import { savedReviews } from './review/saved-reviews.ts'
import { mountApp } from './ui/app.tsx'

/** The composition root: the only file of the page that knows every room. */
const PACK = 'cauda-lumbar-1'
const address = new URLSearchParams(location.search)
const packs = createPackShelf(new URL('models/', document.baseURI).href)

const study = createStudyClient(
  () => new Worker(new URL('./worker/study.worker.ts', import.meta.url), { type: 'module', name: 'study' }),
)
const analysis = createAnalysisClient(
  () =>
    new Worker(new URL('./worker/analysis.worker.ts', import.meta.url), { type: 'module', name: 'analysis' }),
  study,
  { sourceOf: packs.source, preference: enginePreference(address.get('engine')) },
)

mountApp(document.getElementById('root')!, {
  study,
  analysis,
  // Writers and fonts are loaded when a report is first asked for.
  export: {
    export: async (kind, reviewed) =>
      (await import('./export-report.ts')).exportReport(kind, reviewed, study),
    preview: async (reviewed) => (await import('./preview-report.ts')).previewReport(reviewed),
    restore: async (report) => (await import('./preview-report.ts')).restoreReport(report),
  },
  reviews: savedReviews(),
  packs,
  packId: address.get('pack') ?? PACK,
  now: () => new Date().toISOString(),
  onBug: reportError,
})

function enginePreference(asked: string | null): EnginePreference {
  return asked === 'webgpu' || asked === 'wasm' ? asked : 'auto'
}
