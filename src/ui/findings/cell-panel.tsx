import { useState } from 'react'
import { isByAnother } from '../../domain/decision.ts'
import { asRead } from '../../domain/finding.ts'
import type { ReadAssessment } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { GRADES } from '../../domain/severity.ts'
import type { Cell } from '../../review/cells.ts'
import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { anotherInWords, notExcludedInWords, proposalInWords } from '../../words/cells.ts'
import { sourceName } from '../panes/pane-sources.ts'
import { keyInWords } from '../../words/keys.ts'
import { WORDS } from '../../words/words.ts'
import { timeInWords } from '../../words/moments.ts'
import { percent } from '../../words/numbers.ts'
import { EvidenceCrop } from './evidence-crop.tsx'
import { GradeMark } from './grade-mark.tsx'
import { LevelMeasures } from './level-measures.tsx'
import { CellScope } from './scope-marks.tsx'
import './cell-panel.css'

/** The selected cell: what the model proposes and why, and what the reader decides. */
export function CellPanel() {
  const { session } = useDesk()
  const selection = useSessionState((state) => state.selection)
  const cells = useSessionState(session.select.cells)
  const cell = cells.find(
    ({ level, condition }) => level === selection?.level && condition === selection.condition,
  )
  if (cell === undefined) {
    return (
      <section className="cell-panel" data-empty>
        <p className="quiet">{selection === undefined ? WORDS.cell.none : WORDS.cell.level}</p>
        {selection !== undefined && <LevelMeasures level={selection.level} />}
      </section>
    )
  }
  return <SelectedCell key={cell.key} cell={cell} />
}

function SelectedCell({ cell }: { readonly cell: Cell }) {
  const read = cell.hidden ? undefined : asRead(cell.proposal)
  return (
    <section className="cell-panel" role="group" aria-labelledby="cell-title">
      <h2 id="cell-title" className="cell-title">
        <span className="cell-level">{LEVEL_NAMES[cell.level]}</span> {WORDS.conditions[cell.condition]}
      </h2>
      <p className="cell-standing quiet">
        <Standing cell={cell} />
      </p>
      <NotExcluded cell={cell} />
      <CellScope cell={cell} />
      <div className="cell-body">
        <Grades cell={cell} read={read} />
        {read && <EvidenceFigure read={read} />}
      </div>
      <Note cell={cell} />
      <LevelMeasures level={cell.level} />
    </section>
  )
}

function Standing({ cell }: { readonly cell: Cell }) {
  const { session } = useDesk()
  const isAnalysing = useSessionState(({ analysing }) => analysing !== undefined)
  const reader = useSessionState(({ readerName }) => readerName)
  const { decision, proposal, hidden } = cell
  if (decision !== undefined) {
    const said =
      hidden || proposal === undefined ? '' : `${WORDS.cell.model}: ${proposalInWords(proposal, false)}. `
    const by = isByAnother(decision, reader)
      ? WORDS.cell.byAnother(anotherInWords(decision))
      : WORDS.cell.byReader(timeInWords(decision.at))
    return `${said}${by}`
  }
  if (hidden) {
    return (
      <>
        {WORDS.mode.hidden}
        {proposal !== undefined && session.store.getState().mode === 'reader-first' && (
          <button type="button" className="button" data-inline onClick={() => session.reveal(cell.key)}>
            {WORDS.mode.reveal}
          </button>
        )}
      </>
    )
  }
  switch (proposal?.kind) {
    case 'graded':
      return WORDS.cell.byModel
    case 'uncertain':
      return WORDS.cell.uncertain(percent(proposal.threshold))
    default:
      return `${proposalInWords(proposal, isAnalysing)}.`
  }
}

/** The graver grade that the model cannot exclude, as a flag of its own. */
function NotExcluded({ cell: { proposal, hidden } }: { readonly cell: Cell }) {
  const words = hidden ? '' : notExcludedInWords(proposal)
  return words === '' ? null : <p className="cell-flag">{words}</p>
}

/** The three grades as buttons with the model's probability behind each, and the reader's other choices. */
function Grades({ cell, read }: { readonly cell: Cell; readonly read: ReadAssessment | undefined }) {
  const { session } = useDesk()
  return (
    <div className="cell-grades" role="group" aria-label={WORDS.cell.grade}>
      {GRADES.map((grade, index) => {
        const probability = read?.probabilities[grade]
        return (
          <button
            key={grade}
            type="button"
            className="grade-button"
            data-grade={grade}
            aria-pressed={cell.decision?.grade === grade}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => session.decide(cell.key, grade)}
          >
            <GradeMark kind={grade} />
            <span className="grade-name">{WORDS.grades[grade]}</span>
            <span className="grade-share">{probability === undefined ? '' : percent(probability)}</span>
            <kbd>{index + 1}</kbd>
            {probability !== undefined && (
              <span className="grade-bar" style={{ inlineSize: `${probability * 100}%` }} />
            )}
          </button>
        )
      })}
      <button
        type="button"
        className="grade-button"
        data-grade="not_assessed"
        aria-pressed={cell.decision?.grade === 'not_assessed'}
        aria-keyshortcuts="0"
        onClick={() => session.decide(cell.key, 'not_assessed')}
      >
        <GradeMark kind="not_assessed" />
        <span className="grade-name">{WORDS.cell.notAssessed}</span>
        <kbd>0</kbd>
      </button>
      <div className="cell-acts">
        <button
          type="button"
          className="button"
          data-primary={cell.decision === undefined}
          disabled={read?.kind !== 'graded' || cell.decision !== undefined}
          aria-keyshortcuts="Enter"
          onClick={() => session.confirm(cell.key)}
        >
          {WORDS.cell.confirm} <kbd>{keyInWords('Enter')}</kbd>
        </button>
        <button
          type="button"
          className="button"
          disabled={cell.decision === undefined}
          aria-keyshortcuts="Backspace"
          onClick={() => session.withdraw(cell.key)}
        >
          {WORDS.cell.withdraw}
        </button>
      </div>
    </div>
  )
}

/** The very pixels that the network was given, and where they are from; a click goes there. */
function EvidenceFigure({ read }: { readonly read: ReadAssessment }) {
  const { session } = useDesk()
  const { evidence } = read
  const scope = useSessionState((state) =>
    state.reading?.scope?.find(({ stackId }) => stackId === evidence.stackId),
  )
  const source = usePanes(({ sources }) =>
    sources.find(({ stacks }) => stacks.some(({ id }) => id === evidence.stackId)),
  )
  const index = source?.images.findIndex(({ id }) => id === evidence.imageId) ?? -1
  const place =
    source === undefined || index < 0
      ? WORDS.cell.readOnUnknown
      : WORDS.cell.readOn(sourceName(source), index + 1, source.images.length)
  const kind = scope && (scope.inDistribution ? WORDS.distribution.known : WORDS.distribution.strange)
  return (
    <button
      type="button"
      className="evidence"
      aria-label={[WORDS.cell.evidence, place, kind].filter((part) => part !== undefined).join(' ')}
      onClick={() => session.goTo(evidence.point, evidence.imageId)}
    >
      <EvidenceCrop crop={evidence.crop} />
      <span className="evidence-place">
        {place}{' '}
        {kind !== undefined && (
          <span className="evidence-scope" data-strange={scope?.inDistribution === false}>
            {kind}
          </span>
        )}
      </span>
    </button>
  )
}

/** The reader's words on the cell; kept when the field is left, one step of undo each time. */
function Note({ cell }: { readonly cell: Cell }) {
  const { session } = useDesk()
  const [draft, setDraft] = useState<string>()
  const text = draft ?? cell.note ?? ''
  const keep = () => {
    if (draft !== undefined) session.annotate(cell.key, draft)
    setDraft(undefined)
  }
  return (
    <input
      type="text"
      className="cell-note"
      aria-label={WORDS.cell.note}
      placeholder={WORDS.cell.notePlaceholder}
      value={text}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') setDraft(undefined)
      }}
    />
  )
}
