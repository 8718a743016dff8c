import { CONDITIONS, groupOf } from '../../domain/condition.ts'
import type { ConditionGroup } from '../../domain/condition.ts'
import { cellKey } from '../../domain/decision.ts'
import type { CellKey } from '../../domain/decision.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import type { SeriesRole } from '../../domain/study.ts'

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

/** The cells that are read on a role's series. */
export function cellsReadOn(role: SeriesRole): readonly CellKey[] {
  const groups: readonly ConditionGroup[] = READ_ON[role]
  return LEVELS.flatMap((level) =>
    CONDITIONS.filter((condition) => groups.includes(groupOf(condition))).map((condition) =>
      cellKey(level, condition),
    ),
  )
}
