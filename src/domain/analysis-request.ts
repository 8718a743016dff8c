import type { LocatedLevel } from './finding.ts'
import type { Level } from './level.ts'
import type { RoleChoice, Study } from './study.ts'

/** What is to be analysed: the stacks of a study that `roles` names. */
export type AnalysisRequest = {
  readonly study: Study
  readonly roles: readonly RoleChoice[]
  /** Levels given by the reader, which are then not located again. */
  readonly levels?: readonly LocatedLevel[]
  /** Read at these levels alone: the answer holds no findings or measurements of the others. */
  readonly only?: readonly Level[]
}
