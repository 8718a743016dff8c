import { CONDITIONS, groupOf, sideOf } from '../domain/condition.ts'
import type { Condition, ConditionGroup } from '../domain/condition.ts'
import type { Assessment, Finding, NotAssessedReason } from '../domain/finding.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { NetworkTask, PackManifest } from '../domain/pack.ts'
import type { SeriesRole } from '../domain/study.ts'
import { notAssessed } from './assess.ts'
import type { LevelSites } from './site-levels.ts'

/** What has been graded so far; cells that no network has answered for are absent. */
export type GradedCells = ReadonlyMap<string, Assessment>

export function cellKey(level: Level, condition: Condition): string {
  return `${level} ${condition}`
}

/** What is needed to say why a cell was not graded. */
export type Reasons = {
  readonly levels: LevelSites
  readonly manifest: PackManifest
  readonly hasRole: (role: SeriesRole) => boolean
  /** Whether the series that a condition is read on shows it at a level. */
  readonly isCovered: (level: Level, condition: Condition) => boolean
}

/** Which series a group is read on and by which networks, first choice first. */
const READ_ON = {
  canal: [
    { role: 'sagittal_t2', tasks: ['grade-disc'] },
    { role: 'axial_t2', tasks: ['locate-axial', 'grade-axial'] },
  ],
  foraminal: [{ role: 'sagittal_t1', tasks: ['grade-foramen'] }],
  subarticular: [{ role: 'axial_t2', tasks: ['locate-axial', 'grade-axial'] }],
} as const satisfies Record<ConditionGroup, readonly { role: SeriesRole; tasks: readonly NetworkTask[] }[]>

/** All 25 cells: a grade, or why there is none. */
export function composeFindings(graded: GradedCells, reasons: Reasons): readonly Finding[] {
  return LEVELS.flatMap((level) =>
    CONDITIONS.map((condition) => ({
      level,
      condition,
      assessment: graded.get(cellKey(level, condition)) ?? notAssessed(reasonFor(level, condition, reasons)),
    })),
  )
}

/** The cells of one level that are known already, for the grid that fills while work goes on. */
export function findingsOfLevel(graded: GradedCells, level: Level): readonly Finding[] {
  return CONDITIONS.flatMap((condition) => {
    const assessment = graded.get(cellKey(level, condition))
    return assessment === undefined ? [] : [{ level, condition, assessment }]
  })
}

function reasonFor(level: Level, condition: Condition, reasons: Reasons): NotAssessedReason {
  const ways = READ_ON[groupOf(condition)]
  const able = ways.filter(({ tasks }) =>
    tasks.every((task) => reasons.manifest.networks.some((network) => network.task === task)),
  )
  const [way] = able
  if (way === undefined) return { kind: 'no-network' }
  const { role } = able.find((entry) => reasons.hasRole(entry.role)) ?? way
  if (!reasons.hasRole(role)) return { kind: 'no-series', role }
  if (reasons.levels[level] === undefined) return { kind: 'level-not-found' }
  if (!reasons.isCovered(level, condition)) return { kind: 'not-covered', role }
  const what = sideOf(condition) === undefined ? 'canal' : groupOf(condition)
  return { kind: 'unreadable', code: `analysis.${UNREADABLE[what]}` }
}

const UNREADABLE = {
  canal: 'canal-not-found',
  foraminal: 'foramen-not-found',
  subarticular: 'recess-not-found',
} as const
