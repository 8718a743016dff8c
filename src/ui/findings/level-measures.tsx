import type { Level } from '../../domain/level.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { DISC_FINDING_NAMES, MEASUREMENT_WORDS, valueInWords } from '../words/measurements.ts'
import { EN } from '../words/en.ts'
import { percent } from '../words/numbers.ts'

/** The measures and disc findings at one level. */
export function LevelMeasures({ level }: { readonly level: Level }) {
  const { session } = useDesk()
  const reading = useSessionState(session.select.reading)
  const isHidden = useSessionState(({ mode, comparing }) => mode === 'blind' && !comparing)
  const measures = reading?.measurements.filter((measure) => measure.level === level) ?? []
  const findings = reading?.discFindings.filter((finding) => finding.level === level) ?? []
  if (isHidden || (measures.length === 0 && findings.length === 0)) return null
  return (
    <dl className="level-measures" aria-label={EN.cell.measures}>
      {measures.map(({ name, value, unit, method }) => (
        <div key={name} title={method}>
          <dt>{MEASUREMENT_WORDS[name].short}</dt>
          <dd>{valueInWords(name, value, unit)}</dd>
        </div>
      ))}
      {findings.map(({ name, value }) => (
        <div key={name}>
          <dt>{DISC_FINDING_NAMES[name] ?? name}</dt>
          <dd>{name === 'pfirrmann' ? value.toFixed(1) : percent(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
