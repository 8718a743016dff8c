import { imageToPlane } from '../../src/analysis/geometry/anatomical-plane.ts'
import { fuseCanal } from '../../src/analysis/grade/fuse-canal.ts'
import { gradeAxial } from '../../src/analysis/grade/grade-axial.ts'
import { locateRecesses } from '../../src/analysis/locate/locate-recesses.ts'
import type { AxialLevel, RecessSite } from '../../src/analysis/locate/locate-recesses.ts'
import { imageToPatient } from '../../src/domain/image-geometry.ts'
import { recessFrame } from '../datasets/axial-samples.ts'
import type { AxialCase } from '../datasets/axial-samples.ts'
import type { CaseSource } from '../datasets/sample.ts'
import { addRow, eachUnit, judgedRow, networkFor } from './judge.ts'
import type { Bench, TaskRows } from './judge.ts'
import { pictureImage } from './picture-image.ts'

/**
 * Judges subarticular and canal grades on axial crops twice: at the labels' recess points and at those that the locator
 * finds. The crops are centred on the canal already; their place along the spine is not judged.
 */
export async function judgeAxial(bench: Bench, source: CaseSource<AxialCase>, rows: TaskRows): Promise<void> {
  const locator = networkFor(bench, 'locate-axial')
  await eachUnit(bench, source, async (cases) => {
    const levels = cases.map(levelOf)
    const labelled = cases.map((item, order): RecessSite => {
      const { right, left } = recessFrame(item)
      return { ...(levels[order] as AxialLevel), right, left }
    })
    await gradeAt(bench, '_at_label', cases, labelled, rows)
    if (locator === undefined) return
    const found = await locateRecesses(bench.signal, bench.predictor, locator, levels)
    const sites = levels.map((level) => found.find(({ image }) => image === level.image))
    await gradeAt(bench, '', cases, sites, rows)
    for (const [order, item] of cases.entries()) judgePoints(item, sites[order], rows)
  })
}

function levelOf({ level, geometry, sources, file, canalCentre }: AxialCase): AxialLevel {
  const [before, middle, after] = sources.map((source, index) =>
    pictureImage('axial', `${file}#${index}`, geometry, source),
  )
  if (before === undefined || middle === undefined || after === undefined)
    throw new Error(`${file}: an axial image has three channels`)
  return {
    level,
    image: middle,
    channels: [before, middle, after],
    canal: imageToPatient(geometry, canalCentre),
    sources,
  }
}

async function gradeAt(
  bench: Bench,
  suffix: string,
  cases: readonly AxialCase[],
  sites: readonly (RecessSite | undefined)[],
  rows: TaskRows,
): Promise<void> {
  const network = networkFor(bench, 'grade-axial')
  if (network === undefined) return
  const placed = sites.flatMap((site) => site ?? [])
  const graded = await gradeAxial(bench.signal, bench.predictor, network, placed)
  const { priors } = bench.manifest
  for (const [order, { grades, level, patient }] of cases.entries()) {
    const site = sites[order]
    const answer = site && graded[placed.indexOf(site)]
    for (const side of ['left', 'right'] as const) {
      const truth = grades[side]
      const row = judgedRow(truth, patient, answer?.subarticular[side], priors.subarticular[level])
      if (truth >= 0) addRow(rows.graded, `subarticular_axial${suffix}`, row)
    }
    const truth = grades.canal
    const canal = fuseCanal(answer?.canal ? [answer.canal] : [], undefined)
    const row = judgedRow(truth, patient, canal, priors.canal[level])
    if (truth >= 0) addRow(rows.graded, `canal_axial${suffix}`, row)
  }
}

function judgePoints(
  { recesses, geometry, patient }: AxialCase,
  site: RecessSite | undefined,
  rows: TaskRows,
): void {
  for (const side of ['left', 'right'] as const) {
    const label = recesses[side]
    if (label === undefined) continue
    const truth = imageToPlane(geometry, 'axial', label)
    const errorMm = site && Math.hypot(site[side][0] - truth[0], site[side][1] - truth[1])
    addRow(rows.located, 'localizer_axial', { patient, errorMm })
  }
}
