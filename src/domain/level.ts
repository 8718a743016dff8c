/** The five lumbar disc levels, cranial to caudal. Do not change the order: packs, grids and reports follow it. */
export const LEVELS = ['l1_l2', 'l2_l3', 'l3_l4', 'l4_l5', 'l5_s1'] as const

/** A disc level in the spelling of RSNA 2024 `row_id`s and of `train.csv` columns. */
export type Level = (typeof LEVELS)[number]

/** The level as people write it, for example `L4/L5` (also the spelling of `train_label_coordinates.csv`). */
export const LEVEL_NAMES = {
  l1_l2: 'L1/L2',
  l2_l3: 'L2/L3',
  l3_l4: 'L3/L4',
  l4_l5: 'L4/L5',
  l5_s1: 'L5/S1',
} as const satisfies Record<Level, string>

export function isLevel(value: unknown): value is Level {
  return (LEVELS as readonly unknown[]).includes(value)
}

/** The level `steps` further caudal (negative: cranial), or undefined beyond the lumbar spine. */
export function levelAt(level: Level, steps: number): Level | undefined {
  return LEVELS[LEVELS.indexOf(level) + steps]
}
