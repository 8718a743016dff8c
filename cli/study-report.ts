import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Analysis } from '../src/domain/finding.ts'
import type { AnalysisProgress } from '../src/domain/progress.ts'
import type { Result } from '../src/domain/result.ts'
import type { Study } from '../src/domain/study.ts'
import type { StudyReader } from '../src/pipeline/study-reader.ts'
import { reportInput } from '../src/pipeline/report-input.ts'
import { unreadStudy } from '../src/pipeline/reviewed-study.ts'
import { keyImagesOf } from '../src/report/model/key-images.ts'
import type { ReportInput } from '../src/report/model/report-input.ts'
import type { PictureSource } from '../src/report/report-formats.ts'
import { renderGrey } from '../src/viewer/render-grey.ts'
import { createStudyAnalyser } from '../src/pipeline/study-analyser.ts'
import { diskPack, WASM_FOLDER } from './node-pack.ts'

const resolve = createRequire(import.meta.url).resolve

/** Where a pack lies: its id, and the folder that holds packs. */
export type PackPlace = { readonly packs: string; readonly pack: string }

export type StudyDesk = {
  analyse(
    signal: AbortSignal,
    study: Study,
    reader: StudyReader,
    onProgress: (progress: AnalysisProgress) => void,
  ): Promise<Result<Analysis>>
  /** What the report is made from when no reader has seen the study. */
  reportInput(study: Study, studies: readonly Study[], analysis: Analysis, generatedAt: string): ReportInput
}

/** Analyses studies in Node with one pack, which is loaded with the first of them. */
export async function openDesk({ packs, pack }: PackPlace): Promise<StudyDesk> {
  const analyser = createStudyAnalyser(({ key }) => diskPack(packs, key), WASM_FOLDER, await appVersion())
  const engine = { pack: { key: pack }, preference: 'auto' } as const
  return {
    analyse: (signal, study, reader, onProgress) =>
      analyser.analyse(signal, { study, roles: study.roles }, engine, reader, onProgress),

    reportInput: (study, studies, analysis, generatedAt) =>
      reportInput(unreadStudy(study, studies, analysis), generatedAt),
  }
}

/** Fonts and whole images for the formats that show them. */
export function reportPictures(signal: AbortSignal, study: Study, reader: StudyReader): PictureSource {
  return {
    fonts: async () => ({ regular: await font('Roboto-Regular'), bold: await font('Roboto-Medium') }),
    keyImages: (model) =>
      keyImagesOf(study, model, async (image) => {
        const pixels = await reader.pixels(signal, image.id)
        return pixels.ok ? renderGrey(image, pixels.value) : undefined
      }),
  }
}

export async function appVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return version
}

async function font(name: string): Promise<Uint8Array> {
  return readFile(resolve(`roboto-fontface/fonts/roboto/${name}.woff`))
}
