/** The five conditions of RSNA 2024, in the order of its files. Do not change the order: packs and CSV rows follow it. */
export const CONDITIONS = [
  'spinal_canal_stenosis',
  'left_neural_foraminal_narrowing',
  'right_neural_foraminal_narrowing',
  'left_subarticular_stenosis',
  'right_subarticular_stenosis',
] as const

/** A condition in the spelling of RSNA 2024 `row_id`s and of `train.csv` columns. */
export type Condition = (typeof CONDITIONS)[number]

/**
 * The conditions as they lie in the patient seen on an axial image: the patient's right first.
 * Grids and reports that map anatomy use this order; files use CONDITIONS.
 */
export const CONDITIONS_RIGHT_TO_LEFT = [
  'right_neural_foraminal_narrowing',
  'right_subarticular_stenosis',
  'spinal_canal_stenosis',
  'left_subarticular_stenosis',
  'left_neural_foraminal_narrowing',
] as const satisfies readonly Condition[]

/** What RSNA 2024 scores together; left and right share a group. */
export const CONDITION_GROUPS = ['canal', 'foraminal', 'subarticular'] as const
export type ConditionGroup = (typeof CONDITION_GROUPS)[number]

/** The patient's sides. */
export const SIDES = ['left', 'right'] as const
export type Side = (typeof SIDES)[number]

export function groupOf(condition: Condition): ConditionGroup {
  if (condition === 'spinal_canal_stenosis') return 'canal'
  return condition.endsWith('foraminal_narrowing') ? 'foraminal' : 'subarticular'
}

/** The patient's side that a condition lies on; undefined for the canal, which is midline. */
export function sideOf(condition: Condition): Side | undefined {
  if (condition.startsWith('left_')) return 'left'
  return condition.startsWith('right_') ? 'right' : undefined
}

export function isCondition(value: unknown): value is Condition {
  return (CONDITIONS as readonly unknown[]).includes(value)
}
