import boldUrl from 'roboto-fontface/fonts/roboto/Roboto-Medium.woff?url'
import regularUrl from 'roboto-fontface/fonts/roboto/Roboto-Regular.woff?url'
import { diagnose } from './domain/diagnostic.ts'
import { REPORT_FORMATS } from './domain/report-format.ts'
import { fail, succeed } from './domain/result.ts'
import { localTime } from './pipeline/local-time.ts'
import { reportInput } from './pipeline/report-input.ts'
import type { ReviewedStudy } from './pipeline/reviewed-study.ts'
import { keyImagesOf } from './report/model/key-images.ts'
import type { RenderGrey } from './report/model/key-images.ts'
import type { ReportFonts } from './report/pdf/pdf-type.ts'
import { asOneFile, writeReport } from './report/report-formats.ts'
import type { StudyPort } from './review/ports.ts'
import type { ExportPort } from './review/reader-ports.ts'
import { renderGrey } from './viewer/render-grey.ts'

/** Writes reports in the page. Loaded when one is first asked for. */
export async function exportReport(
  kind: Parameters<ExportPort['export']>[0],
  reviewed: ReviewedStudy,
  studies: Pick<StudyPort, 'pixels'>,
  uidKey: string,
): ReturnType<ExportPort['export']> {
  const { signal } = new AbortController()
  const render: RenderGrey = async (image) => {
    const pixels = await studies.pixels(signal, image.id, reviewed.study.opening)
    return pixels.ok ? renderGrey(image, pixels.value) : undefined
  }
  const input = { ...reportInput(reviewed, localTime(new Date())), uidKey }
  const files = await writeReport(kind === 'all' ? REPORT_FORMATS : [kind], input, {
    fonts: loadFonts,
    keyImages: (model) => keyImagesOf(input.study, model, render),
  })
  const file = asOneFile(files, kind === 'all' ? 'report.zip' : `${kind}.zip`, input.generatedAt)
  if (file === undefined) return fail(diagnose('report.nothing-to-write', 'warning', kind))
  const { name, type, bytes } = file
  return succeed({ name, type, bytes: new Blob([bytes as Uint8Array<ArrayBuffer>], { type }) })
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
