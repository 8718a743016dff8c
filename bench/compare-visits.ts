import type { Busy } from './measure-busy.ts'
import { LONG_TASK_MS } from './measure-busy.ts'
import type { Frames, Visit } from './measure-visit.ts'
import { figure, LIMIT } from './figure.ts'
import type { Figure } from './figure.ts'

const MB = 1e6
const KB = 1e3
/** Compressed script before the first drop: the project's own limit. */
const SCRIPT_LIMIT_KB = 200
/** With the jitter of its clock. */
const DISPLAY_FRAME_MS = 16.7

/** Everything that interleaved visits to our app and to a peer say, as figures. */
export function compareVisits(peerName: string, ours: readonly Visit[], peer: readonly Visit[]): Figure[] {
  const compare = (name: string, unit: string, of: (visit: Visit) => number, ofPeer = of) =>
    figure(name, unit, ours.map(of), peerName, peer.map(ofPeer))
  const script = ({ scriptBytes }: Visit) => scriptBytes / KB
  return [
    compare('page ready for files', 'ms', (visit) => visit.readyMs),
    compare('page ready for files, processor time', 'ms', (visit) => visit.readyCpuMs),
    compare('script before the first drop, gzip', 'kB', script),
    figure('script before the first drop, gzip', 'kB', ours.map(script), LIMIT, [SCRIPT_LIMIT_KB]),
    compare('files to first pixels', 'ms', (visit) => visit.firstPixelsMs),
    compare('files to first pixels, processor time', 'ms', (visit) => visit.firstPixelsCpuMs),
    compare('heap with the study open, objects', 'MB', ({ heap }) => heap.objects / MB),
    compare(
      'heap with the study open, objects and buffers',
      'MB',
      ({ heap }) => (heap.objects + heap.buffers) / MB,
    ),
    compare('scroll through 60 images, images per second', '1/s', ({ scroll }) => scroll.imagesPerSecond),
    compare('scroll through 60 images, frames per second', '1/s', ({ scroll }) => scroll.framesPerSecond),
    compare('scroll through 60 images, worst frame', 'ms', ({ scroll }) => scroll.worstFrameMs),
    compare('window drag, frames per second', '1/s', ({ window }) => window.framesPerSecond),
    compare('window drag, worst frame', 'ms', ({ window }) => window.worstFrameMs),
  ]
}

export function compareBusy(peerName: string, ours: readonly Busy[], peer: readonly Busy[]): Figure[] {
  const longest = ({ longestTaskMs }: Busy) => longestTaskMs
  const name = 'scrolling while the opening works, longest task'
  return [
    figure(name, 'ms', ours.map(longest), peerName, peer.map(longest)),
    figure(name, 'ms', ours.map(longest), LIMIT, [LONG_TASK_MS]),
  ]
}

/** Our findings beside the peer's first pixels. Throws with the page's own words when a visit ended without findings. */
export function compareFindings(peerName: string, ours: readonly Visit[], peer: readonly Visit[]): Figure {
  const findings = ours.map(({ findingsMs }) => {
    if (typeof findingsMs === 'string') throw new Error(`bench.no-findings: ${findingsMs}`)
    return findingsMs
  })
  const pixels = peer.map(({ firstPixelsMs }) => firstPixelsMs)
  return figure('files to all findings on wasm, peer: to first pixels', 'ms', findings, peerName, pixels)
}

/** What moves on the screen, beside any viewer. */
export function compareFrames(peerName: string, ours: readonly Frames[], peer: readonly Frames[]): Figure[] {
  const compare = (name: string, unit: string, of: (frames: Frames) => number) =>
    figure(name, unit, ours.map(of), peerName, peer.map(of))
  return [
    compare('scroll, images per second', '1/s', ({ scroll }) => scroll.imagesPerSecond),
    compare('scroll, 95 % of frames within', 'ms', ({ scroll }) => scroll.p95FrameMs),
    compare('scroll, worst frame', 'ms', ({ scroll }) => scroll.worstFrameMs),
    compare('window drag, frames per second', '1/s', ({ window }) => window.framesPerSecond),
    compare('window drag, 95 % of frames within', 'ms', ({ window }) => window.p95FrameMs),
    compare('window drag, worst frame', 'ms', ({ window }) => window.worstFrameMs),
    compare('wheel to picture', 'frames', ({ photonFrames }) => photonFrames),
    ...(known(peer).length > 0
      ? [figure('another series in the pane', 'frames', known(ours), peerName, known(peer))]
      : []),
  ]
}

function known(all: readonly Frames[]): number[] {
  return all.flatMap(({ seriesFrames }) => seriesFrames ?? [])
}

/** Ours alone, beside what a display of 60 Hz asks for. */
export function judgePanes(ours: readonly Frames[]): Figure[] {
  const p95 = ours.flatMap(({ panes }) => (panes ? [panes.p95FrameMs] : []))
  return [figure('three panes of 768 x 768, 95 % of frames within', 'ms', p95, LIMIT, [DISPLAY_FRAME_MS])]
}
