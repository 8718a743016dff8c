import { useState } from 'react'
import { plainText } from '../../domain/report-text.ts'
import type { ReportSection, ReportText } from '../../domain/report-text.ts'
import { SPOKEN, WORDS } from '../../words/words.ts'
import type { Language } from '../../words/words.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { ReportParagraph } from './report-paragraph.tsx'
import { TemplateForm } from './template-form.tsx'
import { useReportText } from './use-report-text.ts'

const REPORT_LANGUAGE = 'en' satisfies Language

/** The report as it will be written, section by section. */
export function ReportPage() {
  const written = useReportText()
  if (written === undefined) return <p className="quiet">{WORDS.report.writing}</p>
  if (!written.ok) return <DiagnosticNotice diagnostic={written.diagnostic} />
  const text = written.value
  return (
    <>
      <article className="report-page" lang={REPORT_LANGUAGE} aria-label={text.title}>
        <h3 className="report-title">{text.title}</h3>
        <p className="report-notice">{text.researchUse}</p>
        <dl className="report-particulars">
          {text.particulars.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="quiet">{text.status}</p>
        <p className="quiet report-hint" lang={SPOKEN}>
          {WORDS.report.hint}
        </p>
        {text.sections.map((section) => (
          <Section key={section.name} section={section} />
        ))}
      </article>
      <CopyText text={text} />
      <TemplateForm />
    </>
  )
}

function Section({ section }: { readonly section: ReportSection }) {
  const { name, heading, blocks } = section
  if (blocks.length === 0) return null
  return (
    <section className="report-section" data-section={name}>
      <h4>{heading}</h4>
      {blocks.map((block) => (
        <ReportParagraph key={block.part ?? block.label} section={section} block={block} />
      ))}
    </section>
  )
}

/** What stands on screen, for the clipboard: the words that every other format holds too. */
function CopyText({ text }: { readonly text: ReportText }) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(plainText(text))
      setOutcome('copied')
    } catch {
      setOutcome('refused') // the browser forbids it: the words beside the button say so
    }
  }
  return (
    <div className="report-acts">
      <button type="button" className="button" onClick={() => void copy()}>
        {outcome === 'copied' ? WORDS.report.copied : WORDS.report.copy}
      </button>
      {outcome === 'refused' && <span className="quiet">{WORDS.report.copyRefused}</span>}
    </div>
  )
}
