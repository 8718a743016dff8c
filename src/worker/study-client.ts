import type { OpenedFiles, OpenProgress } from '../domain/progress.ts'
import type { Result } from '../domain/result.ts'
import type { WorkerEnded } from '../domain/worker-ended.ts'
import type { StudyPort } from '../review/ports.ts'
import type { StudyCalls } from './protocol.ts'
import { hostWorker, postedAgain } from './worker-host.ts'

/** The study worker as the session sees it, and a way for another worker to fetch pixels from it. */
export type StudyClient = StudyPort & {
  /** A new port that answers PixelCalls. */
  sharePixels(signal: AbortSignal): Promise<MessagePort>
  /** Hears each time that the worker was ended: ports that it shared are dead. */
  onEnd(listener: (why: WorkerEnded) => void): () => void
}

/** A coded image of the largest size that is read takes 3 s on a slow machine; nothing in this worker should take longer. */
const SILENCE_MS = 20_000

/** Opens files, or the sample, in a worker that is new; `again` is the name of the opening. */
type Opening = (signal: AbortSignal, onProgress: OnProgress, again?: string) => Promise<Result<OpenedFiles>>
type Held = { readonly name: string; readonly open: Opening }
type OnProgress = (progress: OpenProgress) => void

/**
 * What was open when the worker was ended is opened again in the next one, under the same name, before it is asked for pixels:
 * the files are still in the reader's hands.
 */
export function createStudyClient(createWorker: () => Worker): StudyClient {
  const host = hostWorker<StudyCalls>(createWorker, { silenceMs: SILENCE_MS })
  const { signal: never } = new AbortController()
  let held: Held | undefined
  let reopening: Promise<unknown> | undefined
  host.start()
  host.onEnd(() => {
    if (reopening !== undefined) held = undefined // opening it again is what ended the worker
    reopening = held && reopen(held)
  })

  /** Never rejects: whoever asks for pixels finds out. */
  async function reopen({ name, open }: Held): Promise<void> {
    await Promise.allSettled([open(never, () => undefined, name)])
    if (held?.name === name) reopening = undefined
  }

  /** Remembers the opening whose studies the page shows from now on. */
  async function openWith(signal: AbortSignal, onProgress: OnProgress, open: Opening) {
    const hold = (studies: OpenedFiles['studies']) => {
      const name = studies[0]?.opening
      if (name !== undefined) held = { name, open }
    }
    const result = await postedAgain(signal, async () => {
      await reopening // or what was open before would take the place of this
      return open(signal, (progress) => {
        if (progress.kind === 'study') hold(progress.studies)
        onProgress(progress)
      })
    })
    if (result.ok) hold(result.value.studies)
    return result
  }

  return {
    open: (signal, files, onProgress) =>
      openWith(signal, onProgress, (signal, onProgress, again) =>
        host.call('open', signal, { files, again }, { onProgress }),
      ),
    openSample: (signal, seed, onProgress) =>
      openWith(signal, onProgress, (signal, onProgress, again) =>
        host.call('openSample', signal, { seed, again }, { onProgress }),
      ),
    async pixels(signal, imageId, opening) {
      return postedAgain(signal, async () => {
        await reopening
        return host.call('pixels', signal, { imageId, opening })
      })
    },
    async sharePixels(signal) {
      await reopening
      const { port1, port2 } = new MessageChannel()
      await host.call('sharePixels', signal, { port: port2 }, { move: [port2] })
      return port1
    },
    onEnd: host.onEnd,
  }
}
