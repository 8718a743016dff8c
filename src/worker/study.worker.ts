import { codecs } from '../intake/codecs/browser-codecs.ts'
import { bytesSource } from '../intake/byte-source.ts'
import { simulateStudySteps } from '../phantom/simulate-study.ts'
import { blobSource } from './blob-source.ts'
import type { PixelCalls, StudyCalls } from './protocol.ts'
import { Moved, serve } from './rpc.ts'
import type { Handlers, Port } from './rpc.ts'
import { createStudyReader } from './study-reader.ts'

/** The worker that reads files: headers at once, pixels when an image is asked for. */
const reader = createStudyReader(codecs, () => performance.now())

const pixelCalls: Handlers<PixelCalls> = {
  async pixels({ imageId }, { signal }) {
    const pixels = await reader.pixels(signal, imageId)
    return pixels.ok ? new Moved(pixels, [pixels.value.data.buffer]) : pixels
  },
}

serve<StudyCalls>(self as Port, {
  ...pixelCalls,
  open: ({ files }, { signal, progress }) =>
    reader.open(
      signal,
      files.map(({ path, file }) => blobSource(path, file)),
      progress,
    ),
  async openSample({ seed }, { signal, progress }) {
    const files = await simulate(signal, seed, progress)
    return reader.open(signal, files, progress)
  },
  sharePixels({ port }) {
    serve<PixelCalls>(port, pixelCalls)
    return Promise.resolve(null)
  },
})
