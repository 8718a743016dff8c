import { CONDITIONS, groupOf } from '../domain/condition.ts'
import type { ConditionGroup } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { CellKey } from '../domain/decision.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { RoleChoice, SeriesRole } from '../domain/study.ts'

/** What each role's series is graded for. */
const READ_ON = {
  sagittal_t2: ['canal'],
  sagittal_t1: ['foraminal'],
  axial_t2: ['canal', 'subarticular'],
} as const satisfies Record<SeriesRole, readonly ConditionGroup[]>

/** The cells of some levels. */
export function cellsAt(levels: readonly Level[]): readonly CellKey[] {
  return levels.flatMap((level) => CONDITIONS.map((condition) => cellKey(level, condition)))
}

/** The cells that are read on a role's series; without a sagittal T1 the T2 may be read for the foramina too. */
export function cellsReadOn(role: SeriesRole, roles: readonly RoleChoice[]): readonly CellKey[] {
  const standsIn = role === 'sagittal_t2' && !roles.some((choice) => choice.role === 'sagittal_t1')
  return cellsOf(standsIn ? [...READ_ON[role], 'foraminal'] : READ_ON[role])
}

/** The cells of some groups of conditions. */
export function cellsOf(groups: readonly ConditionGroup[]): readonly CellKey[] {
  return LEVELS.flatMap((level) =>
    CONDITIONS.filter((condition) => groups.includes(groupOf(condition))).map((condition) =>
      cellKey(level, condition),
    ),
  )
}
