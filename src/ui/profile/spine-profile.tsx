import type { Measurement, MeasurementName } from '../../domain/finding.ts'
import { LEVEL_NAMES, LEVELS } from '../../domain/level.ts'
import { isLevelHidden } from '../../review/cells.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { valueOf } from '../../words/measurements.ts'
import { WORDS } from '../../words/words.ts'
import './spine-profile.css'

/** What is worth reading along the spine, left to right. */
const PROFILED: readonly MeasurementName[] = [
  'canal_ap_diameter',
  'csf_signal_ratio',
  'disc_height',
  'disc_signal_ratio',
]

const ROW_PX = 24
const WIDTH_PX = 44

/** Each measure as a line down the spine, on the same five rows as the grid: a value is read at its level. */
export function SpineProfile() {
  const { session } = useDesk()
  const reading = useSessionState(session.select.reading)
  const selected = useSessionState(({ selection }) => selection?.level)
  const cells = useSessionState(session.select.cells)
  const measurements = (reading?.measurements ?? []).filter(({ level }) => !isLevelHidden(cells, level))
  const shown = PROFILED.filter((name) => measurements.some((measure) => measure.name === name))
  if (shown.length === 0) return null
  return (
    <table className="profile" aria-label={WORDS.profile.label}>
      <thead>
        <tr>
          <td />
          {shown.map((name) => (
            <th key={name} scope="col">
              {WORDS.measurements[name].short}{' '}
              <span className="profile-unit">{unitOf(measurements, name)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LEVELS.map((level, row) => (
          <tr key={level} data-selected={level === selected} onClick={() => session.selectLevel(level)}>
            <th scope="row">{LEVEL_NAMES[level]}</th>
            {shown.map((name) => {
              const measure = measurements.find((one) => one.name === name && one.level === level)
              return (
                <td key={name}>
                  {row === 0 && <Trend name={name} measurements={measurements} />}
                  <span className="profile-value">{measure ? valueOf(name, measure.value) : '–'}</span>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The line through all five rows; a missing level breaks it. */
function Trend({
  name,
  measurements,
}: {
  readonly name: MeasurementName
  readonly measurements: readonly Measurement[]
}) {
  const values = LEVELS.map(
    (level) => measurements.find((measure) => measure.name === name && measure.level === level)?.value,
  )
  const highest = Math.max(...values.map((value) => value ?? 0))
  const points = values.map((value, row) =>
    value === undefined || highest <= 0
      ? undefined
      : { x: 4 + (value / highest) * (WIDTH_PX - 8), y: (row + 0.5) * ROW_PX },
  )
  const path = points
    .map((point, row) => (point ? `${points[row - 1] ? 'L' : 'M'}${point.x} ${point.y}` : ''))
    .join('')
  return (
    <svg className="profile-trend" width={WIDTH_PX} height={ROW_PX * LEVELS.length} aria-hidden="true">
      <path d={path} />
      {points.map((point, row) => point && <circle key={LEVELS[row]} cx={point.x} cy={point.y} r={2} />)}
    </svg>
  )
}

function unitOf(measurements: readonly Measurement[], name: MeasurementName): string {
  return measurements.find((measure) => measure.name === name)?.unit ?? ''
}
