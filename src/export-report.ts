import type { PackManifest } from './domain/pack.ts'
import boldUrl from 'roboto-fontface/fonts/roboto/Roboto-Medium.woff?url'
import regularUrl from 'roboto-fontface/fonts/roboto/Roboto-Regular.woff?url'
import { packFacts } from './report/pack-facts.ts'
import { keyImagesOf } from './report/key-images.ts'
import type { RenderGrey } from './report/key-images.ts'
import type { ReportFonts } from './report/pdf-type.ts'
import type { PackFacts, ReportInput } from './report/report-input.ts'
import { writeReport } from './report/report-formats.ts'
import type { StudyPort } from './review/ports.ts'
import type { ExportPort, ReviewedStudy } from './review/reader-ports.ts'
import { reportedDiagnostic } from './ui/words/diagnostics.ts'
import { renderGrey } from './viewer/render-grey.ts'

/** Writes reports in the page: the session's review in the words of `ui/`, through the writers of `report/`. Loaded when first asked for. */
export async function exportReport(
  format: Parameters<ExportPort['export']>[0],
  reviewed: ReviewedStudy,
  manifest: PackManifest | undefined,
  studies: Pick<StudyPort, 'pixels'>,
): ReturnType<ExportPort['export']> {
  const { signal } = new AbortController()
  const render: RenderGrey = async (image) => {
    const pixels = await studies.pixels(signal, image.id)
    return pixels.ok ? renderGrey(image, pixels.value) : undefined
  }
  const input = reportInput(reviewed, packFacts(reviewed.analysis.engine, manifest), new Date().toISOString())
  const keyImages = () =>
    keyImagesOf(input.study, input.analysis, input.decisions, reviewed.keyImages, render)
  const { name, type, bytes } = await writeReport(format, input, { fonts: loadFonts, keyImages })
  return { name, type, bytes: new Blob([bytes as Uint8Array<ArrayBuffer>], { type }) }
}

function reportInput(reviewed: ReviewedStudy, pack: PackFacts, generatedAt: string): ReportInput {
  const { study, roles, analysis, decisions, identifiers, diagnostics } = reviewed
  return {
    study: { ...study, roles },
    analysis,
    decisions,
    pack,
    generatedAt,
    identifiers,
    notes: '',
    diagnostics: diagnostics.map(reportedDiagnostic),
  }
}

async function loadFonts(): Promise<ReportFonts> {
  const [regular, bold] = await Promise.all([regularUrl, boldUrl].map(fetchBytes))
  return { regular: regular!, bold: bold! }
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} could not be fetched: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
