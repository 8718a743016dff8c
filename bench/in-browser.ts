import { mkdirSync } from 'node:fs'
import { cpus, platform } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import type { Browser } from 'playwright'
import { SECURITY_HEADERS } from '../csp.ts'
import { cauda } from './cauda.ts'
import { compareBusy, compareFindings, compareFrames, compareVisits, judgePanes } from './compare-visits.ts'
import { ctImages } from './ct-frames.ts'
import { print, say } from './print.ts'
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
export const BROWSER_PARTS = ['visits', 'frames', 'busy', 'headers', 'decode', 'memory'] as const
export type BrowserPart = (typeof BROWSER_PARTS)[number]

/** Both apps in one browser, taking turns, so that whatever else the machine does falls on both. Figures go to standard output. */
export async function benchInBrowser(parts: readonly BrowserPart[], runs: number): Promise<void> {
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
    if (parts.includes('visits')) {
      const visits = await interleaved({ browser, runs }, 'visit', ours, peer, visit)
      print(compareVisits(peer.name, visits.ours, visits.peer))
      print([compareFindings(peer.name, visits.ours, visits.peer)])
    }
    if (parts.includes('frames')) {
      const moved = await interleaved({ browser, runs }, 'moving images', ours, peer, moveImages)
      print(compareFrames(peer.name, moved.ours, moved.peer))
      print(judgePanes(moved.ours))
      const page = await dwvPage(peers.libraries.folder, join(CACHE, 'bench', 'dwv'))
      const dwvServer = await serveFolder(page, isolation)
      try {
        const folder = dwvStudy(join(CACHE, 'bench', 'for-dwv'))
        const own = cauda(ourServer, folder)
        const other = dwv(peers.libraries.versions.dwv, dwvServer, folder)
        const beside = await interleaved(
          { browser, runs },
          'moving images beside dwv',
          own,
          other,
          moveImages,
        )
        print(compareFrames(other.name, beside.ours, beside.peer))
      } finally {
        dwvServer.close()
      }
    }
    if (parts.includes('busy')) {
      const busy = await interleaved({ browser, runs }, 'scrolling at once', ours, peer, scrollWhileBusy)
      print(compareBusy(peer.name, busy.ours, busy.peer))
    }
    if (parts.includes('headers')) {
      print(await measureHeaders(browser, peers, study.forOhif, study.files))
    }
    if (parts.includes('decode')) {
      const images = await ctImages()
      if (images) print(await measureDecoders(browser, peers, images))
      else say('decode is left out: the CT images of the corpus are not beside the project')
    }
    if (parts.includes('memory')) {
      if (platform() === 'linux') {
        const folder = manySlices(join(CACHE, 'bench', 'many-slices'))
        const own = cauda(ourServer, folder)
        const other = ohif(peers.ohifVersion, ohifServer, folder)
        const peaks = await interleaved({ browser, runs }, 'two thousand slices', own, other, (_, app) =>
          openWatched(launch, app),
        )
        print(comparePeaks(other.name, peaks.ours, peaks.peer))
      } else say('memory is left out: only Linux tells what processes share')
    }
  } finally {
    await browser.close()
    ourServer.close()
    ohifServer.close()
  }
}

function launch(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const executablePath = process.env['CHROMIUM_PATH']
  return chromium.launch({ args: [...sandbox, ...QUIET], ...(executablePath ? { executablePath } : {}) })
}

async function interleaved<T>(
  { browser, runs }: { readonly browser: Browser; readonly runs: number },
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
