import { plainText } from '../domain/report-text.ts'
import type { ReportModel } from './model/report-model.ts'

/** report.txt, and what the clipboard gets: the system that it is pasted into wraps the lines. */
export function writeText({ text }: ReportModel): string {
  return plainText(text)
}
