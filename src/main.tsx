import { createAnalysisClient } from './worker/analysis-client.ts'
import { createPackShelf } from './worker/pack-shelf.ts'
import { createStudyClient } from './worker/study-client.ts'
import { SECURITY_HEADERS } from '../csp.ts'
import { diagnose } from './domain/diagnostic.ts'
import type { Diagnostic } from './domain/diagnostic.ts'
import type { EnginePreference } from './domain/engine-preference.ts'
import { allowsPack, STRICTEST } from './domain/site-settings.ts'
import type { SessionPorts } from './review/reader-ports.ts'
import { probeHost } from './site/probe-host.ts'
import { readSite } from './site/read-site.ts'
import { loadPart } from './review/load-part.ts'
import { startWorker } from './worker/start-worker.ts'
import { databaseName, savedReviews } from './review/saved-reviews.ts'
import { mountApp } from './ui/app.tsx'
import analysisWorkerUrl from './worker/analysis.worker.ts?worker&url'
import studyWorkerUrl from './worker/study.worker.ts?worker&url'
import { createUidKey } from './review/uid-key.ts'
import { browserStorage } from './ui/preferences.ts'

/** The composition root: the only file of the page that knows every room. */
const PACK = 'cauda-lumbar-1'
const address = new URLSearchParams(location.search)
const site = await readSite(new URL('site.json', document.baseURI).href)
const settings = site.ok ? site.value : STRICTEST
const askedPack = address.get('pack') ?? undefined
const isPackAllowed = askedPack === undefined || allowsPack(settings, askedPack)
const packs = createPackShelf(new URL('models/', document.baseURI).href, settings)

const study = createStudyClient(() => startWorker(studyWorkerUrl, 'study'))
const analysis = createAnalysisClient(() => startWorker(analysisWorkerUrl, 'analysis'), study, {
  sourceOf: packs.source,
  preference: enginePreference(address.get('engine')) ?? settings.engine ?? 'auto',
})

const uidKey = createUidKey(browserStorage())

const ports: SessionPorts = {
  study,
  analysis,
  // Writers and fonts are loaded when a report is first asked for.
  export: {
    export: async (kind, reviewed) =>
      (await loadPart(() => import('./export-report.ts'))).exportReport(kind, reviewed, study, uidKey),
    preview: async (reviewed) => (await loadPart(loadPreview)).previewReport(reviewed),
    restore: async (report, studies) => (await loadPart(loadPreview)).restoreReport(report, studies, uidKey),
  },
  reviews: savedReviews(databaseName(location.pathname)),
  packs,
  packId: (isPackAllowed ? askedPack : undefined) ?? settings.pack ?? settings.allowedPacks?.[0] ?? PACK,
  now: () => new Date().toISOString(),
  onBug: (error) => reportError(error),
}

mountApp(document.getElementById('root')!, ports, { settings, diagnostics: siteDiagnostics() })

async function siteDiagnostics(): Promise<readonly Diagnostic[]> {
  return [
    ...(site.ok ? [] : [site.diagnostic]),
    ...(isPackAllowed ? [] : [diagnose('site.pack-not-allowed', 'warning', askedPack)]),
    ...(await probeHost(SECURITY_HEADERS)),
  ]
}

function loadPreview() {
  return import('./preview-report.ts')
}

function enginePreference(asked: string | null): EnginePreference | undefined {
  return asked === 'webgpu' || asked === 'wasm' ? asked : undefined
}
