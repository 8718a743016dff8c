import { assertNotCancelled } from '../domain/cancel.ts'
import type { Measurement } from '../domain/finding.ts'
import { LEVELS } from '../domain/level.ts'
import { sampleLevel } from './level-grid.ts'
import { measureLevel } from './measure-level.ts'
import type { LevelSites } from './site-levels.ts'

/** Measures every level that was found, on the slice it was found on. */
export function measureLevels(signal: AbortSignal, levels: LevelSites): readonly Measurement[] {
  return LEVELS.flatMap((level) => {
    assertNotCancelled(signal)
    const site = levels[level]
    const grid = site && sampleLevel(site)
    return grid ? measureLevel(level, grid) : []
  })
}
