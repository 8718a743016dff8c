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
    /** The name of an opening before, whose files are opened again because the worker that held them was ended. */
    again?: string,
  ): Promise<Result<OpenedFiles>>
  /**
   * Decodes one image of what is open, by its StudyImage id. With `opening` (`Study.opening`) it must be of that opening:
   * another patient's files may bear the same UIDs.
   */
  pixels(signal: AbortSignal, imageId: string, opening?: string): Promise<Result<ImagePixels>>
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
  let held: Held = { opening: '', instances: new Map() }

  /**
   * Lets go of what was held. The name of an opening outlives its worker, so it is drawn at random; while an opening goes on it
   * stays the same unless an id comes to stand for another object, as it may once copies and namesakes are settled.
   */
  function hold(read: readonly Instance[], begun: string | undefined): string {
    const instances = byId(read)
    const goesOn =
      held.opening === begun && [...held.instances].every((entry) => isStill(instances, ...entry))
    const opening = goesOn ? held.opening : Math.random().toString(36).slice(2)
    held = { opening, instances }
    return opening
  }

  return {
    async open(signal, files, onProgress, again) {
      const began = now()
      let toldProgress = -Infinity
      let toldStudies = now()
      let wait = STUDIES_EVERY_MS
      let opening: string | undefined
      const read = await readFiles(signal, files, codecs, (progress, soFar) => {
        if (now() - toldProgress >= PROGRESS_EVERY_MS) {
          toldProgress = now()
          const seconds = (now() - began) / 1000
          const filesPerSecond = seconds > 0 ? progress.filesDone / seconds : 0
          onProgress({ kind: 'reading', ...progress, filesPerSecond })
        }
        if (again === undefined && now() - toldStudies >= wait) {
          const distinct = [...byId(soFar).values()]
          const { studies } = buildStudies(distinct)
          if (studies.some(({ roles }) => roles.some(({ role }) => role === 'sagittal_t2'))) {
            opening = hold(distinct, opening)
            wait *= 2
            onProgress({
              kind: 'study',
              studies: studies.map((study) => ({ ...study, opening: held.opening })),
            })
          }
          toldStudies = now() // counted from the end, so that building never takes more of the time than reading
        }
      })
      const { studies, skipped } = buildStudies(read.instances)
      const left = [...read.skipped, ...skipped]
      if (studies.length > 0 && again !== undefined)
        held = { opening: again, instances: byId(read.instances) }
      else if (studies.length > 0) hold(read.instances, opening)
      else if (read.reports.length === 0) return fail(nothingToRead(files.length, left))
      const opened = studies.map((study) => ({ ...study, opening: held.opening }))
      return succeed({ studies: opened, reports: read.reports, skipped: left })
    },

    pixels(signal, imageId, opening = held.opening) {
      const hash = imageId.lastIndexOf('#')
      const instance = opening === held.opening ? held.instances.get(imageId.slice(0, hash)) : undefined
      const frame = Number(imageId.slice(hash + 1))
      if (!instance) return Promise.resolve(fail(diagnose('study.image-not-open', 'error', imageId)))
      return decodePixels(signal, instance, frame, codecs)
    },
  }
}

type Held = { readonly opening: string; readonly instances: ReadonlyMap<string, Instance> }

/** Of several instances with one id, the first. */
function byId(instances: readonly Instance[]): ReadonlyMap<string, Instance> {
  return new Map(instances.toReversed().map((instance) => [instance.id, instance]))
}

function isStill(instances: ReadonlyMap<string, Instance>, id: string, { path, pixels }: Instance): boolean {
  const now = instances.get(id)
  return now?.path === path && now.pixels.offset === pixels.offset
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
