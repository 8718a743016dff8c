import { imageToPlane } from '../../src/analysis/geometry/anatomical-plane.ts'
import { fuseCanal } from '../../src/analysis/grade/fuse-canal.ts'
import { gradeDiscs } from '../../src/analysis/grade/grade-discs.ts'
import { readMap } from '../../src/analysis/locate/heatmap-peaks.ts'
import { locateDiscs } from '../../src/analysis/locate/locate-discs.ts'
import { seeSlices, viewSize } from '../../src/analysis/locate/see-slices.ts'
import type { SeenSlice } from '../../src/analysis/locate/see-slices.ts'
import { DISC_GAPS, DISCS, spineFrames } from '../../src/analysis/geometry/spine-curve.ts'
import { siteLevels } from '../../src/analysis/locate/site-levels.ts'
import type { PlacedDisc } from '../../src/analysis/locate/placed-disc.ts'
import { isLevel } from '../../src/domain/level.ts'
import type { MaskView } from '../datasets/draw-masks.ts'
import type { DiscLabels, SagittalCase } from '../datasets/sagittal-samples.ts'
import { MASK_CLASSES, MASK_UNKNOWN } from '../datasets/sample.ts'
import type { CaseSource } from '../datasets/sample.ts'
import { judgeMeasurements } from './judge-measurements.ts'
import { addRow, eachUnit, judgedRow, networkFor } from './judge.ts'
import type { Bench, TaskRows } from './judge.ts'
import { dice } from './metrics.ts'
import { pictureImage } from './picture-image.ts'

/** Which of a disc's labels answers which finding of a pack. */
const FINDING_LABELS: Readonly<Record<string, keyof DiscLabels>> = {
  herniation: 'herniation',
  bulge: 'bulge',
  spondylolisthesis: 'listhesis',
  stenosis: 'stenosis',
}

/**
 * Judges the localizer, its masks, and what is graded from sagittal T2 crops, at the discs found and at the labelled
 * ones. Canal grades are held against the radiologist's none, mild or severe compression: the nearest there is to
 * RSNA's grades on sagittal T2, and not the same.
 */
export async function judgeSagittal(
  bench: Bench,
  source: CaseSource<SagittalCase>,
  rows: TaskRows,
): Promise<void> {
  const localizer = networkFor(bench, 'localize-sagittal')
  if (localizer === undefined) return
  await eachUnit(bench, source, async (cases) => {
    for (const item of cases) {
      const { geometry, source: view, file, contrast } = item.slice
      const image = pictureImage('sagittal', file, geometry, view)
      const [slice] = await seeSlices(bench.signal, bench.predictor, localizer, [image])
      if (slice === undefined) continue
      const found = locateDiscs([slice]).discs
      judgePoints(item, found, contrast === 2 ? 'localizer_t2' : 'localizer_t1_discs', rows)
      if (contrast !== 2) continue
      const truth = item.masksOf?.(slice.view)
      if (truth) judgeMasks(item.slice.patient, truth, slice, rows)
      if (item.labels.size === 0) continue
      const labelled = [...item.centres].map(([disc, centre]): PlacedDisc => {
        return { disc, point: imageToPlane(geometry, 'sagittal', centre), confidence: 1 }
      })
      if (truth && !truth.data.includes(MASK_UNKNOWN))
        judgeMeasurements(bench, item.slice.patient, siteLevels([slice], labelled), truth, rows)
      await gradeAt(bench, '_at_label', item, slice, labelled, rows)
      await gradeAt(bench, '', item, slice, found, rows)
    }
  })
}

function judgePoints(
  { slice: { geometry, patient }, centres }: SagittalCase,
  found: readonly PlacedDisc[],
  task: string,
  rows: TaskRows,
): void {
  const truths = DISCS.map((disc) => {
    const centre = centres.get(disc)
    return centre && imageToPlane(geometry, 'sagittal', centre)
  })
  const spacingMm = spineFrames(truths, DISC_GAPS)?.find((frame) => frame !== undefined)?.spacingMm
  for (const [index, disc] of DISCS.entries()) {
    const truth = truths[index]
    if (!isLevel(disc) || truth === undefined) continue
    const there = found.find((entry) => entry.disc === disc)?.point
    const errorMm = there && Math.hypot(there[0] - truth[0], there[1] - truth[1])
    addRow(rows.located, task, { patient, errorMm, ...(spacingMm === undefined ? {} : { spacingMm }) })
  }
}

/** Overlap at the view's pixels; pixels whose class nobody knows are left out. */
function judgeMasks(
  patient: string,
  { data: truth }: MaskView,
  { masks, view }: SeenSlice,
  rows: TaskRows,
): void {
  if (masks === undefined) return
  const overlaps = MASK_CLASSES.map((label, index) => {
    const channel = masks.labels.indexOf(label)
    let [shared, held, said] = [0, 0, 0]
    for (let row = 0; row < view.rows; row++)
      for (let column = 0; column < view.columns; column++) {
        const known = truth[(row * view.columns + column) * MASK_CLASSES.length + index]
        if (known === MASK_UNKNOWN) continue
        const found = channel >= 0 && readMap(masks, channel, [column, row], viewSize(view)) >= 0.5
        held += known === 1 ? 1 : 0
        said += found ? 1 : 0
        shared += known === 1 && found ? 1 : 0
      }
    return [label, dice(shared, held, said)] as const
  })
  addRow(rows.segmented, 'segmentation_t2', { patient, dice: Object.fromEntries(overlaps) })
}

async function gradeAt(
  bench: Bench,
  suffix: string,
  { labels, slice: { patient } }: SagittalCase,
  slice: SeenSlice,
  discs: readonly PlacedDisc[],
  rows: TaskRows,
): Promise<void> {
  const network = networkFor(bench, 'grade-disc')
  if (network === undefined) return
  const graded = await gradeDiscs(bench.signal, bench.predictor, network, siteLevels([slice], discs))
  for (const [level, known] of labels) {
    if (!isLevel(level)) continue
    const answer = graded.find((grades) => grades.level === level)
    if (known.compression >= 0) {
      const canal = fuseCanal(answer?.canal ? [answer.canal] : [], undefined)
      const row = judgedRow(known.compression, patient, canal, bench.manifest.priors.canal[level])
      addRow(rows.graded, `canal_sagittal${suffix}`, row)
    }
    if (answer === undefined) continue
    const scored = answer.findings.filter(({ name }) => known[FINDING_LABELS[name] ?? 'compression'] >= 0)
    const findings = scored.filter(({ name }) => name in FINDING_LABELS)
    addRow(rows.answered, `disc_findings${suffix}`, {
      patient,
      truths: Object.fromEntries(
        findings.map(({ name }) => [name, known[FINDING_LABELS[name] as keyof DiscLabels] === 1]),
      ),
      scores: Object.fromEntries(findings.map(({ name, value }) => [name, value])),
    })
    const stage = answer.findings.find(({ name }) => name === 'pfirrmann')
    if (known.pfirrmann > 0 && stage)
      addRow(rows.staged, `pfirrmann${suffix}`, { patient, truth: known.pfirrmann, found: stage.value })
  }
}
