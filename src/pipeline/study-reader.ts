import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic, DiagnosticCode } from '../domain/diagnostic.ts'
import type { OpenedFiles, OpenProgress } from '../domain/progress.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import type { ImagePixels } from '../domain/study.ts'
import type { ByteSource } from '../intake/byte-source.ts'
import type { Codecs } from '../intake/codecs/codecs.ts'
import { decodePixels } from '../intake/pixels/decode-pixels.ts'
import type { Instance } from '../intake/instance/instance.ts'
import { readFiles } from '../intake/read-files.ts'
import { buildStudies } from '../series/build-studies.ts'

export type StudyReader = {
  /** Reads headers into studies. What was open before is let go once there is another study to show. */
  open(
    signal: AbortSignal,
    files: readonly ByteSource[],
    onProgress: (progress: OpenProgress) => void,
  ): Promise<Result<OpenedFiles>>
  /** Decodes one image of what is open, by its StudyImage id. */
  pixels(signal: AbortSignal, imageId: string): Promise<Result<ImagePixels>>
}

/** How often the page hears of files being read. */
const PROGRESS_EVERY_MS = 80
/**
 * When the studies are built from what was read so far, so that a large folder shows its first images early. Once they are
 * shown each time lasts twice as long as the one before: building and sending them takes time from the page.
 */
const STUDIES_EVERY_MS = 500

/** Holds the headers of the open studies; pixels stay in the files until an image is asked for. */
export function createStudyReader(codecs: Codecs, now: () => number): StudyReader {
  let instances: ReadonlyMap<string, Instance> = new Map()

  return {
    async open(signal, files, onProgress) {
      const began = now()
      let toldProgress = -Infinity
      let toldStudies = now()
      let wait = STUDIES_EVERY_MS
      const read = await readFiles(signal, files, codecs, (progress, soFar) => {
        if (now() - toldProgress >= PROGRESS_EVERY_MS) {
          toldProgress = now()
          const seconds = (now() - began) / 1000
          const filesPerSecond = seconds > 0 ? progress.filesDone / seconds : 0
          onProgress({ kind: 'reading', ...progress, filesPerSecond })
        }
        if (now() - toldStudies >= wait) {
          const { studies } = buildStudies(soFar)
          if (studies.some(({ roles }) => roles.some(({ role }) => role === 'sagittal_t2'))) {
            instances = byId(soFar)
            wait *= 2
            onProgress({ kind: 'study', studies })
          }
          toldStudies = now() // counted from the end, so that building never takes more of the time than reading
        }
      })
      const { studies, skipped } = buildStudies(read.instances)
      const left = [...read.skipped, ...skipped]
      if (studies.length > 0) instances = byId(read.instances)
      else if (read.reports.length === 0) return fail(nothingToRead(files.length, left))
      return succeed({ studies, reports: read.reports, skipped: left })
    },

    pixels(signal, imageId) {
      const hash = imageId.lastIndexOf('#')
      const instance = instances.get(imageId.slice(0, hash))
      const frame = Number(imageId.slice(hash + 1))
      if (!instance) return Promise.resolve(fail(diagnose('study.image-not-open', 'error', imageId)))
      return decodePixels(signal, instance, frame, codecs)
    },
  }
}

function byId(instances: readonly Instance[]): ReadonlyMap<string, Instance> {
  return new Map(instances.map((instance) => [instance.id, instance]))
}

/** What was found instead of a study: how many files, and the commonest reason to leave one out. */
function nothingToRead(files: number, skipped: OpenedFiles['skipped']) {
  if (files === 0) return diagnose('study.empty', 'error')
  const byCode = new Map<DiagnosticCode, Diagnostic[]>()
  for (const { diagnostic } of skipped)
    byCode.set(diagnostic.code, [...(byCode.get(diagnostic.code) ?? []), diagnostic])
  const [commonest = []] = [...byCode.values()].sort((a, b) => b.length - a.length)
  return diagnose('study.no-images', 'error', '', {
    files,
    count: commonest.length,
    commonest: commonest[0],
  })
}
