import { useState } from 'react'
import { LEVELS } from '../../domain/level.ts'
import type { ReportBlock, ReportPart, ReportSection } from '../../domain/report-text.ts'
import { useDesk } from '../desk.ts'
import { SPOKEN, WORDS } from '../../words/words.ts'

type ParagraphProps = { readonly section: ReportSection; readonly block: ReportBlock }

/** One paragraph: to be worded in place where a reader's words make sense, read-only elsewhere. */
export function ReportParagraph({ section, block }: ParagraphProps) {
  const { part, label, lines } = block
  const isLevel = part?.startsWith('findings/') === true
  return (
    <div className="report-paragraph" data-hand={block.hand} data-labelled={label !== ''}>
      {isLevel && <LevelLink part={part} label={label} />}
      {!isLevel && label !== '' && <span className="report-label">{label}</span>}
      {part === undefined ? (
        <Lines lines={lines} isNumbered={section.isNumbered} />
      ) : (
        <Worded section={section} block={block} part={part} />
      )}
    </div>
  )
}

function Lines({ lines, isNumbered }: { readonly lines: readonly string[]; readonly isNumbered: boolean }) {
  const items = lines.map((line, index) => <p key={index}>{isNumbered ? `${index + 1}. ${line}` : line}</p>)
  return <div className="report-lines">{items}</div>
}

function LevelLink({ part, label }: { readonly part: ReportPart; readonly label: string }) {
  const { session } = useDesk()
  const level = LEVELS.find((candidate) => part === `findings/${candidate}`)
  return (
    <button
      type="button"
      className="report-label report-level"
      aria-label={WORDS.report.goTo(label)}
      onClick={() => {
        if (level !== undefined) session.selectLevel(level)
      }}
    >
      {label}
    </button>
  )
}

/**
 * The words in a field that looks like text. They are kept when the field is left, one step of undo each time; the structured
 * grades stay what they are.
 */
function Worded({ section, block, part }: ParagraphProps & { readonly part: ReportPart }) {
  const { session } = useDesk()
  const [draft, setDraft] = useState<string>()
  const shown = block.lines.join('\n')
  const made = block.made.join('\n')
  const text = draft ?? shown
  const keep = () => {
    if (draft !== undefined && draft !== shown)
      session.wordPart(part, draft.trim() === made ? '' : draft, block.basis)
    setDraft(undefined)
  }
  const placeholder = part.startsWith('findings/')
    ? 'findings'
    : (part as keyof typeof WORDS.report.placeholders)
  return (
    <div className="report-worded">
      <textarea
        className="report-field"
        aria-label={WORDS.report.part(section.heading, block.label)}
        placeholder={WORDS.report.placeholders[placeholder]}
        rows={1}
        value={text}
        spellCheck
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && draft !== undefined) {
            event.stopPropagation()
            setDraft(undefined)
          }
          if (event.key === 'Enter' && event.ctrlKey) keep()
        }}
      />
      {block.hand !== 'made' && <Hand block={block} part={part} />}
    </div>
  )
}

/** Whose words these are, and the way back; where the grades changed under them, what Cauda would write. */
function Hand({ block, part }: { readonly block: ReportBlock; readonly part: ReportPart }) {
  const { session } = useDesk()
  const isOutdated = block.hand === 'outdated'
  return (
    <div className="report-hand" lang={SPOKEN} role={isOutdated ? 'status' : undefined}>
      <span className={isOutdated ? 'report-warning' : 'quiet'}>
        {isOutdated ? WORDS.report.outdated : WORDS.report.yourWords}
      </span>
      {isOutdated && <p className="report-made">{block.made.join(' ')}</p>}
      {isOutdated && (
        <button
          type="button"
          className="button"
          data-quiet
          onClick={() => session.wordPart(part, block.lines.join('\n'), block.basis)}
        >
          {WORDS.report.keepMine}
        </button>
      )}
      <button
        type="button"
        className="button"
        data-quiet
        onClick={() => session.wordPart(part, '', block.basis)}
      >
        {WORDS.report.takeBack}
      </button>
    </div>
  )
}
