import { createAnalysisClient } from './worker/analysis-client.ts'
import { listSitePacks } from './worker/site-packs.ts'
import { createStudyClient } from './worker/study-client.ts'
import type { EnginePreference } from './domain/engine-preference.ts'
import { savedReviews } from './review/saved-reviews.ts'
import { mountApp } from './ui/app.tsx'

/** The composition root: the only file of the page that knows every room. */
const PACK = 'cauda-lumbar-1'
const packsUrl = new URL('models/', document.baseURI).href
const address = new URLSearchParams(location.search)

const study = createStudyClient(
  () => new Worker(new URL('./worker/study.worker.ts', import.meta.url), { type: 'module', name: 'study' }),
)
const analysis = createAnalysisClient(
  () =>
    new Worker(new URL('./worker/analysis.worker.ts', import.meta.url), { type: 'module', name: 'analysis' }),
  study,
  { packsUrl, preference: enginePreference(address.get('engine')) },
)

mountApp(document.getElementById('root')!, {
  study,
  analysis,
  export: {
    // Writers and fonts are loaded when a report is first asked for.
    async export(kind, reviewed) {
      const [{ exportReport }, packs] = await Promise.all([
        import('./export-report.ts'),
        listSitePacks(packsUrl),
      ])
      const used = packs.ok ? packs.value.find(({ id }) => id === reviewed.analysis.engine.pack) : undefined
      return exportReport(kind, reviewed, used, study)
    },
  },
  reviews: savedReviews(),
  packs: { list: () => listSitePacks(packsUrl) },
  packId: address.get('pack') ?? PACK,
  now: () => new Date().toISOString(),
  onBug: reportError,
})

function enginePreference(asked: string | null): EnginePreference {
  return asked === 'webgpu' || asked === 'wasm' ? asked : 'auto'
}
