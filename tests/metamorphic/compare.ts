import type { AnalysedStudy } from '../../src/analysis/analyse.ts'
import type { Condition } from '../../src/domain/condition.ts'
import { asRead, proposalOf } from '../../src/domain/finding.ts'
import type { Finding, Measurement } from '../../src/domain/finding.ts'
import { distance } from '../../src/domain/geometry.ts'
import { GRADES } from '../../src/domain/severity.ts'
import type { Variant } from './variants.ts'

/** How far the reading of a variant lies from that of the study as it is. */
export type Difference = {
  /** Largest change of any probability of a cell that both read, and where. */
  readonly change: number
  readonly changeAt: string
  /** Cells whose likeliest grade differs though neither reading abstains. */
  readonly flips: readonly string[]
  /** Cells, levels and measurements that only one reading has. */
  readonly lost: readonly string[]
  /** Largest move of a disc's centre, mm. */
  readonly levelsMm: number
  /** Measurements that differ by more than twice their own stated uncertainty. */
  readonly measured: readonly string[]
  /** Largest change of a measurement in units of its stated uncertainty. */
  readonly measuredSd: number
}

/** `changed` is the reading of the variant of the study that `plain` is the reading of. */
export function compareReadings(plain: AnalysedStudy, changed: AnalysedStudy, variant: Variant): Difference {
  const cells = compareCells(plain.findings, changed.findings, variant)
  const measurements = compareMeasurements(plain.measurements, changed.measurements)
  const moves = plain.levels.map(({ level, centre }) => {
    const other = changed.levels.find((located) => located.level === level)
    if (other === undefined) return { level, mm: undefined }
    return { level, mm: distance(centre, variant.pointBefore?.(other.centre) ?? other.centre) }
  })
  return {
    ...cells,
    ...measurements,
    levelsMm: Math.max(0, ...moves.flatMap(({ mm }) => mm ?? [])),
    lost: [
      ...cells.lost,
      ...measurements.lost,
      ...moves.filter(({ mm }) => mm === undefined).map(({ level }) => level),
    ],
  }
}

function compareCells(
  plain: readonly Finding[],
  changed: readonly Finding[],
  { swapsSides = false }: Variant,
) {
  const flips: string[] = []
  const lost: string[] = []
  let change = 0
  let changeAt = ''
  for (const { level, condition, assessment: before } of plain) {
    const name = `${level} ${condition}`
    const wanted = swapsSides ? otherSide(condition) : condition
    const after = changed.find((cell) => cell.level === level && cell.condition === wanted)?.assessment
    const wasRead = asRead(before)
    const isRead = asRead(after)
    if (wasRead === undefined || isRead === undefined) {
      if ((wasRead === undefined) !== (isRead === undefined)) lost.push(name)
      continue
    }
    for (const grade of GRADES) {
      const moved = Math.abs(wasRead.probabilities[grade] - isRead.probabilities[grade])
      if (moved > change) [change, changeAt] = [moved, `${name} ${grade}`]
    }
    const proposals = [proposalOf(before), proposalOf(after)]
    if (!proposals.includes(undefined) && proposals[0] !== proposals[1]) flips.push(name)
  }
  return { change, changeAt, flips, lost }
}

function compareMeasurements(plain: readonly Measurement[], changed: readonly Measurement[]) {
  const measured: string[] = []
  const lost: string[] = []
  let measuredSd = 0
  for (const before of plain) {
    const name = `${before.level} ${before.name}`
    const after = changed.find((other) => other.level === before.level && other.name === before.name)
    if (after === undefined) {
      lost.push(name)
      continue
    }
    const sd = Math.abs(after.value - before.value) / Math.max(before.uncertainty, 1e-9)
    measuredSd = Math.max(measuredSd, sd)
    if (sd > 2) measured.push(`${name} ${before.value.toFixed(1)} -> ${after.value.toFixed(1)}`)
  }
  for (const { level, name } of changed)
    if (!plain.some((other) => other.level === level && other.name === name)) lost.push(`${level} ${name}`)
  return { measured, measuredSd, lost }
}

function otherSide(condition: Condition): Condition {
  if (condition.startsWith('left_')) return condition.replace('left_', 'right_') as Condition
  return condition.replace('right_', 'left_') as Condition
}
