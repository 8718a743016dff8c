import { assertNotCancelled } from '../domain/cancel.ts'
import type { OpenProgress } from '../domain/progress.ts'
import { succeed } from '../domain/result.ts'
import type { ImagePixels } from '../domain/study.ts'
import type { ByteSource } from '../intake/byte-source.ts'
import { bytesSource } from '../intake/byte-source.ts'
import { codecs } from '../intake/codecs/browser-codecs.ts'
import { simulateStudySteps } from '../phantom/simulate-study.ts'
import { blobSource } from './blob-source.ts'
import type { PixelCalls, StudyCalls } from './protocol.ts'
import { Moved, serve } from './rpc.ts'
import type { Handlers } from './rpc.ts'
import { createStudyReader } from '../pipeline/study-reader.ts'

/** The worker that reads files: headers at once, pixels when an image is asked for. */
const reader = createStudyReader(codecs, () => performance.now())

const pixelCalls: Handlers<PixelCalls> = {
  async pixels({ imageId, opening }, { signal }) {
    const pixels = await reader.pixels(signal, imageId, opening)
    if (!pixels.ok) return pixels
    const data = withOwnBuffer(pixels.value.data)
    return new Moved(succeed({ ...pixels.value, data }), [data.buffer])
  },
}

serve<StudyCalls>(self, {
  ...pixelCalls,
  open: ({ files, again }, { signal, progress }) => {
    const sources = files.map(({ path, file }) => blobSource(path, file))
    return reader.open(signal, sources, progress, again)
  },
  async openSample({ seed, again }, { signal, progress }) {
    const sources = await simulateFiles(signal, seed, progress)
    return reader.open(signal, sources, progress, again)
  },
  sharePixels({ port }) {
    serve<PixelCalls>(port, pixelCalls)
    return Promise.resolve(null)
  },
})

/** Simulates a study, letting messages in between its slices so that it can be cancelled. */
async function simulateFiles(
  signal: AbortSignal,
  seed: number,
  progress: (progress: OpenProgress) => void,
): Promise<readonly ByteSource[]> {
  const steps = simulateStudySteps({ seed })
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value.files.map(({ path, bytes }) => bytesSource(path, bytes))
    const { imagesDone, of } = step.value
    progress({ kind: 'reading', filesDone: imagesDone, filesFound: of, bytes: 0, filesPerSecond: 0 })
    await new Promise((resolve) => setTimeout(resolve))
    assertNotCancelled(signal)
  }
}

/** Moving a buffer takes all of it: pixels that are a view into a file held in memory are copied out first. */
function withOwnBuffer(data: ImagePixels['data']): ImagePixels['data'] {
  return data.byteLength === data.buffer.byteLength ? data : data.slice()
}
