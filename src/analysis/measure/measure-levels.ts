import { assertNotCancelled } from '../../domain/cancel.ts'
import { levelsUnder } from '../../domain/finding.ts'
import type { Measurement } from '../../domain/finding.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import { sampleLevel } from './level-grid.ts'
import { measureLevel } from './measure-level.ts'
import { measureLordosis } from './measure-lordosis.ts'
import type { FramedGrid } from './measure-lordosis.ts'
import type { LevelSites } from '../locate/site-levels.ts'

/** Measures every level that was found, on the slice it was found on; `only`: what rests on these. */
export function measureLevels(
  signal: AbortSignal,
  levels: LevelSites,
  only: readonly Level[],
): readonly Measurement[] {
  const sampled = new Map(
    LEVELS.flatMap((level): [Level, FramedGrid][] => {
      assertNotCancelled(signal)
      const site = levels[level]
      const grid = site && sampleLevel(site)
      return grid ? [[level, { grid, frame: site.frame }]] : []
    }),
  )
  const [upper, lower] = [sampled.get('l1_l2'), sampled.get('l5_s1')]
  return [
    ...[...sampled].flatMap(([level, { grid }]) => measureLevel(level, grid)),
    ...(upper && lower ? measureLordosis(upper, lower) : []),
  ].filter((measurement) => levelsUnder(measurement).some((level) => only.includes(level)))
}
