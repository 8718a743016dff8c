import { measureLevels } from '../../src/analysis/measure/measure-levels.ts'
import type { ProbabilityMaps } from '../../src/analysis/run-network.ts'
import type { LevelSites } from '../../src/analysis/locate/site-levels.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { MaskView } from '../datasets/draw-masks.ts'
import { MASK_CLASSES } from '../datasets/sample.ts'
import { addRow } from './judge.ts'
import type { Bench, TaskRows } from './judge.ts'

/** What is measured on the network's masks beside the same on the reference's, at the same discs of one slice. */
export function judgeMeasurements(
  { signal }: Bench,
  patient: string,
  sites: LevelSites,
  truth: MaskView,
  rows: TaskRows,
): void {
  const measured = measureLevels(signal, sites, LEVELS)
  const reference = measureLevels(signal, onMasks(sites, truth), LEVELS)
  for (const { level, name, value, uncertainty } of measured) {
    const known = reference.find((other) => other.level === level && other.name === name)
    if (known)
      addRow(rows.measured, 'measurements', { patient, name, error: value - known.value, uncertainty })
  }
}

/** The same sites, read on other masks of the same view. */
function onMasks(sites: LevelSites, { data, shape }: MaskView): LevelSites {
  const [rows = 0, columns = 0] = shape
  const masks: ProbabilityMaps = { rows, columns, labels: MASK_CLASSES, data: Float32Array.from(data) }
  return Object.fromEntries(
    Object.entries(sites).map(([level, site]) => {
      const [{ slice }] = site.reads
      return [level, { ...site, reads: [{ slice: { ...slice, masks }, share: 1 }] }]
    }),
  )
}
