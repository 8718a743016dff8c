import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Diagnostic } from '../src/domain/diagnostic.ts'
import type { Analysis } from '../src/domain/finding.ts'
import type { PackManifest } from '../src/domain/pack.ts'
import type { AnalysisProgress } from '../src/domain/progress.ts'
import { DEFAULT_TEMPLATE } from '../src/domain/report-template.ts'
import type { Result } from '../src/domain/result.ts'
import type { Study } from '../src/domain/study.ts'
import { parseManifest } from '../src/inference/manifest.ts'
import type { StudyReader } from '../src/pipeline/study-reader.ts'
import { keyImagesOf } from '../src/report/model/key-images.ts'
import { packFacts } from '../src/report/model/pack-facts.ts'
import type { ReportInput } from '../src/report/model/report-input.ts'
import type { PictureSource } from '../src/report/report-formats.ts'
import { checkScope, withholdFindings } from '../src/scope/scope-gate.ts'
import { renderGrey } from '../src/viewer/render-grey.ts'
import { reportedDiagnostic } from '../src/words/diagnostics.ts'
import { createStudyAnalyser } from '../src/worker/study-analyser.ts'
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
  reportInput(study: Study, analysis: Analysis, generatedAt: string): Promise<ReportInput>
}

/** Analyses studies in Node with one pack, which is loaded with the first of them. */
export async function openDesk({ packs, pack }: PackPlace): Promise<StudyDesk> {
  const analyser = createStudyAnalyser(({ key }) => diskPack(packs, key), WASM_FOLDER, await appVersion())
  const engine = { pack: { kind: 'site', key: pack, url: '' }, preference: 'auto' } as const
  return {
    analyse: (signal, study, reader, onProgress) =>
      analyser.analyse(signal, { study, roles: study.roles }, engine, reader, onProgress),

    async reportInput(study, analysis, generatedAt) {
      const scope = checkScope({
        study,
        roles: study.roles,
        levels: analysis.levels,
        diagnostics: analysis.diagnostics,
        distribution: analysis.scope ?? [],
        isAnalysed: true,
      })
      return {
        study,
        analysis: { ...analysis, findings: withholdFindings(analysis.findings, scope) },
        decisions: {},
        notes: {},
        pack: packFacts(analysis.engine, await readManifest(packs, analysis.engine)),
        generatedAt,
        identifiers: 'include',
        template: DEFAULT_TEMPLATE,
        edits: {},
        numbering: { anatomy: 'usual', renamedBy: 0 },
        annotations: [],
        keyImages: [],
        scope: scope.map(({ diagnostic, effect, touches }) => ({ ...diagnostic, effect, touches })),
        diagnostics: distinct([
          ...scope.map(({ diagnostic }) => diagnostic),
          ...study.diagnostics,
          ...analysis.diagnostics,
        ]).map(reportedDiagnostic),
      }
    },
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

function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [`${one.code}|${one.subject}`, one])).values()]
}

async function readManifest(packs: string, { pack }: Analysis['engine']): Promise<PackManifest> {
  const manifest = parseManifest(await readFile(join(packs, pack, 'manifest.json'), 'utf8'), pack)
  if (!manifest.ok) throw new Error(`the pack ${pack} changed while it was used`)
  return manifest.value
}

async function font(name: string): Promise<Uint8Array> {
  return readFile(resolve(`roboto-fontface/fonts/roboto/${name}.woff`))
}
