import type { Level } from '../../domain/level.ts'
import { isLevelHidden } from '../../review/cells.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { valueInWords, discFindingName } from '../../words/measurements.ts'
import { WORDS } from '../../words/words.ts'
import { decimal, percent } from '../../words/numbers.ts'

/** The measures and disc findings at one level. */
export function LevelMeasures({ level }: { readonly level: Level }) {
  const { session } = useDesk()
  const reading = useSessionState(session.select.reading)
  const isHidden = useSessionState((state) => isLevelHidden(session.select.cells(state), level))
  const measures = reading?.measurements.filter((measure) => measure.level === level) ?? []
  const findings = reading?.discFindings.filter((finding) => finding.level === level) ?? []
  if (isHidden || (measures.length === 0 && findings.length === 0)) return null
  return (
    <dl className="level-measures" aria-label={WORDS.cell.measures}>
      {measures.map((measure) => (
        <div key={measure.name} title={measure.method}>
          <dt>{WORDS.measurements[measure.name].short}</dt>
          <dd>{valueInWords(measure)}</dd>
        </div>
      ))}
      {findings.map(({ name, value }) => (
        <div key={name}>
          <dt>{discFindingName(name)}</dt>
          <dd>{name === 'pfirrmann' ? decimal(value, 1, WORDS.locale) : percent(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
