import { mkdirSync } from 'node:fs'
import { cpus, platform } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import type { Browser } from 'playwright'
import { SECURITY_HEADERS } from '../csp.ts'
import { cauda } from './cauda.ts'
import { compareBusy, compareFindings, compareFrames, compareVisits, judgePanes } from './compare-visits.ts'
import { ctImages } from './ct-frames.ts'
import type { Figure } from './figure.ts'
import { scrollWhileBusy } from './measure-busy.ts'
import { manySlices } from './many-slices.ts'
import { measureDecoders } from './measure-decoders.ts'
import { measureHeaders } from './measure-headers.ts'
import { comparePeaks, openWatched } from './measure-processes.ts'
import { moveImages, visit } from './measure-visit.ts'
import type { MeasuredApp } from './measured-app.ts'
import { dwvStudy } from './peers/dwv-study.ts'
import { dwv, dwvPage } from './peers/dwv.ts'
import { installPeers } from './peers/install-peers.ts'
import { ohif } from './peers/ohif.ts'
import { serveFolder } from './serve-folder.ts'
import { studyFolders } from './study-folders.ts'

const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, '.cache')
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const PARTS = ['visits', 'frames', 'busy', 'headers', 'decode', 'memory'] as const

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true, default: [...PARTS] },
  },
})
const runs = Number(values.runs)
if (
  !Number.isInteger(runs) ||
  runs < 1 ||
  !values.only.every((part) => PARTS.some((known) => known === part))
) {
  console.error(`bench.usage: npm run bench -- [--runs N] [--only ${PARTS.join('|')}]...`)
  process.exit(2)
}

/** Both apps in one browser, taking turns, so that whatever else the machine does falls on both. Figures go to standard output. */
const peers = installPeers(join(CACHE, 'peers'))
mkdirSync(join(CACHE, 'bench'), { recursive: true })
const study = studyFolders(join(CACHE, 'bench'))
say(`${study.name}, ${study.files} files; ${cpus().length} cores`)

/** OHIF gets our isolation, which gives it its threads, but not our policy, under which it would not start. */
const isolation = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).filter(([name]) => name !== 'Content-Security-Policy'),
)
const ourServer = await serveFolder(join(ROOT, 'dist'), SECURITY_HEADERS)
const ohifServer = await serveFolder(peers.ohifApp, isolation)
const browser = await launch()
try {
  say(`Chromium ${browser.version()}, no GPU`)
  const ours = cauda(ourServer, study.original)
  const peer = ohif(peers.ohifVersion, ohifServer, study.forOhif)
  if (values.only.includes('visits')) {
    const visits = await interleaved('visit', ours, peer, visit)
    print(compareVisits(peer.name, visits.ours, visits.peer))
    print([compareFindings(peer.name, visits.ours, visits.peer)])
  }
  if (values.only.includes('frames')) {
    const moved = await interleaved('moving images', ours, peer, moveImages)
    print(compareFrames(peer.name, moved.ours, moved.peer))
    print(judgePanes(moved.ours))
    const page = await dwvPage(peers.libraries.folder, join(CACHE, 'bench', 'dwv'))
    const dwvServer = await serveFolder(page, isolation)
    try {
      const folder = dwvStudy(join(CACHE, 'bench', 'for-dwv'))
      const own = cauda(ourServer, folder)
      const other = dwv(peers.libraries.versions.dwv, dwvServer, folder)
      const beside = await interleaved('moving images beside dwv', own, other, moveImages)
      print(compareFrames(other.name, beside.ours, beside.peer))
    } finally {
      dwvServer.close()
    }
  }
  if (values.only.includes('busy')) {
    const busy = await interleaved('scrolling at once', ours, peer, scrollWhileBusy)
    print(compareBusy(peer.name, busy.ours, busy.peer))
  }
  if (values.only.includes('headers')) {
    print(await measureHeaders(browser, peers, study.forOhif, study.files))
  }
  if (values.only.includes('decode')) {
    const images = await ctImages()
    if (images) print(await measureDecoders(browser, peers, images))
    else say('decode is left out: the CT images of the corpus are not beside the project')
  }
  if (values.only.includes('memory')) {
    if (platform() === 'linux') {
      const folder = manySlices(join(CACHE, 'bench', 'many-slices'))
      const own = cauda(ourServer, folder)
      const other = ohif(peers.ohifVersion, ohifServer, folder)
      const peaks = await interleaved('two thousand slices', own, other, (_, app) => openWatched(launch, app))
      print(comparePeaks(other.name, peaks.ours, peaks.peer))
    } else say('memory is left out: only Linux tells what processes share')
  }
} finally {
  await browser.close()
  ourServer.close()
  ohifServer.close()
}

function launch(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const executablePath = process.env['CHROMIUM_PATH']
  return chromium.launch({ args: [...sandbox, ...QUIET], ...(executablePath ? { executablePath } : {}) })
}

async function interleaved<T>(
  what: string,
  ours: MeasuredApp,
  peer: MeasuredApp,
  measure: (browser: Browser, app: MeasuredApp) => Promise<T>,
): Promise<{ readonly ours: readonly T[]; readonly peer: readonly T[] }> {
  const results = { ours: [] as T[], peer: [] as T[] }
  for (let round = 1; round <= runs; round++) {
    say(`${what} ${round} of ${runs}`)
    results.ours.push(await measure(browser, ours))
    results.peer.push(await measure(browser, peer))
  }
  return results
}

function print(figures: readonly Figure[]): void {
  for (const each of figures) process.stdout.write(`${JSON.stringify(each)}\n`)
}

/** What a person wants to know meanwhile; standard output is for figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
