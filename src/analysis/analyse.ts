import type { AnalysisRequest } from '../domain/analysis-request.ts'
import { groupOf, sideOf } from '../domain/condition.ts'
import { diagnose } from '../domain/diagnostic.ts'
import { asRead } from '../domain/finding.ts'
import type { Analysis, Finding, SeriesScope } from '../domain/finding.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { NetworkSpec, NetworkTask } from '../domain/pack.ts'
import type { AnalysisProgress } from '../domain/progress.ts'
import { succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import type { SeriesRole } from '../domain/study.ts'
import { composeFindings, findingsOfLevel, wayOf } from './compose-findings.ts'
import type { Way } from './compose-findings.ts'
import { findLevels, seeLateralSlices } from './locate/find-levels.ts'
import { findSignalVoids } from './measure/find-signal-voids.ts'
import { gradeAxial } from './grade/grade-axial.ts'
import { canalCells, foraminalCells, subarticularCells } from './grade/grade-cells.ts'
import { gradeDiscs } from './grade/grade-discs.ts'
import { gradeForamina } from './grade/grade-foramina.ts'
import type { GradedForamen } from './grade/grade-foramina.ts'
import { judgeScope } from './locate/judge-scope.ts'
import { locateForamina } from './locate/locate-foramina.ts'
import { locateRecesses } from './locate/locate-recesses.ts'
import { measureLevels } from './measure/measure-levels.ts'
import type { AnalysisPorts } from './ports.ts'
import type { LevelSites } from './locate/site-levels.ts'
import { coversLevel, readAxialLevels } from './locate/read-axial.ts'
import { firstStack, imagesOfRole } from './view/read-slices.ts'

/** All but the engine, which only the caller knows. */
export type AnalysedStudy = Omit<Analysis, 'engine'>

/** A larger share of abstentions among the cells that were read speaks against a study of a kind that the model knows. */
const MOSTLY = 0.5

/**
 * Reads one study: volume -> levels -> regions -> grades and measurements -> findings. Each grader runs once, on all levels of the
 * study; the localizer on a few slices, on those along the canal that they show, and on those beside it. Rejects with Cancelled;
 * fails only when no level can be found.
 */
export async function analyse(
  signal: AbortSignal,
  { study, roles, levels: given, only = LEVELS }: AnalysisRequest,
  ports: AnalysisPorts,
  onProgress: (progress: AnalysisProgress) => void,
): Promise<Result<AnalysedStudy>> {
  const { predictor, pixels, manifest } = ports
  const t2 = firstStack(imagesOfRole(study, roles, 'sagittal_t2'))
  const t1 = firstStack(imagesOfRole(study, roles, 'sagittal_t1'))
  const axialImages = imagesOfRole(study, roles, 'axial_t2')
  const series = { sagittal_t2: t2, sagittal_t1: t1, axial_t2: axialImages }
  const means = { manifest, hasRole: (role: SeriesRole) => series[role].length > 0 }
  const ifNetwork = <T>(
    task: NetworkTask | undefined,
    use: (network: NetworkSpec) => Promise<readonly T[]>,
  ) => {
    const network = manifest.networks.find((spec) => spec.task === task)
    return network ? use(network) : Promise.resolve([])
  }

  onProgress({ kind: 'stage', stage: 'locating', done: 0, of: 1 })
  const found = await findLevels(signal, ports, { t2, t1 }, given)
  if (!found.ok) return found
  const { levels } = found.value
  const located = LEVELS.flatMap((level) => levels[level]?.located ?? [])
  const isAsked = ({ level }: { readonly level: Level }) => only.includes(level)
  onProgress({ kind: 'levels', levels: located })

  const graded = new Map<string, Finding['assessment']>()
  const tell = (done: number) => {
    for (const level of only)
      onProgress({ kind: 'findings', level, findings: findingsOfLevel(graded, level) })
    onProgress({ kind: 'stage', stage: 'grading', done, of: 3 })
  }
  onProgress({ kind: 'stage', stage: 'grading', done: 0, of: 3 })
  const foraminal = wayOf('foraminal', means)
  const beside = foraminal ? series[foraminal.role] : []
  const lateral = await seeLateralSlices(signal, ports, beside, levels)
  const search = locateForamina(lateral.slices, levels)
  const foramina = await ifNetwork(foraminal?.tasks[0], (net) =>
    gradeForamina(signal, predictor, net, search.sites.filter(isAsked)),
  )
  for (const [key, assessment] of foraminalCells(foramina)) graded.set(key, assessment)
  tell(1)
  const axialRead = await readAxialLevels(signal, pixels, axialImages, levels)
  const recesses = await ifNetwork('locate-axial', (net) =>
    locateRecesses(signal, predictor, net, axialRead.levels.filter(isAsked)),
  )
  const axial = await ifNetwork('grade-axial', (net) => gradeAxial(signal, predictor, net, recesses))
  for (const [key, assessment] of subarticularCells(axial)) graded.set(key, assessment)
  tell(2)
  const asked = sitesAt(levels, only)
  const discs =
    t2.length > 0 ? await ifNetwork('grade-disc', (net) => gradeDiscs(signal, predictor, net, asked)) : []
  for (const [key, assessment] of canalCells(axial, discs, manifest)) graded.set(key, assessment)
  tell(3)

  onProgress({ kind: 'stage', stage: 'measuring', done: 0, of: 1 })
  const measurements = t2.length > 0 ? measureLevels(signal, levels, only) : []
  onProgress({ kind: 'measurements', measurements })
  const composed = composeFindings(graded, {
    ...means,
    levels,
    isCovered: (level, condition) => {
      const side = sideOf(condition)
      if (groupOf(condition) === 'foraminal' && side) return search.covered(level, side)
      return coversLevel(axialRead, level)
    },
  })
  const findings = composed.filter(isAsked)
  for (const level of only)
    onProgress({ kind: 'findings', level, findings: findings.filter((finding) => finding.level === level) })
  const scope = scopeOf(found.value.scope, foraminal && judgeScope(lateral.slices, foraminal.role))
  return succeed({
    levels: located,
    findings,
    measurements,
    discFindings: discs.flatMap((disc) => disc.findings),
    ...(scope ? { scope } : {}),
    diagnostics: [
      ...found.value.diagnostics,
      ...lateral.diagnostics,
      ...findSignalVoids(asked, foraminal?.role === 'sagittal_t1' ? lateral.slices : []),
      ...doubtsAboutSeries(foraminal, foramina),
      ...axialRead.diagnostics,
      ...(only.length === LEVELS.length ? doubtsAbout(findings) : []),
    ],
  })
}

/** The sites of some levels alone. */
function sitesAt(sites: LevelSites, levels: readonly Level[]): LevelSites {
  return Object.fromEntries(levels.flatMap((level) => (sites[level] ? [[level, sites[level]]] : [])))
}

/** One entry a series: where levels were found on T1, its slices beside the canal are not counted again. */
function scopeOf(
  middle: SeriesScope | undefined,
  lateral: SeriesScope | undefined,
): readonly SeriesScope[] | undefined {
  const known = [middle, lateral].filter((scope) => scope !== undefined)
  const [first, second] = known
  if (first === undefined) return undefined
  return first.role === second?.role ? [first] : known
}

/** Grades of the foramina rest on less where they were not read on the series that readers label them on. */
function doubtsAboutSeries(foraminal: Way | undefined, foramina: readonly GradedForamen[]) {
  return foraminal?.role === 'sagittal_t2' && foramina.length > 0
    ? [diagnose('analysis.foramina-on-t2', 'warning', '', { graded: foramina.length })]
    : []
}

function doubtsAbout(findings: readonly Finding[]) {
  const read = findings.flatMap(({ assessment }) => asRead(assessment) ?? [])
  const uncertain = read.filter(({ kind }) => kind === 'uncertain').length
  return uncertain > read.length * MOSTLY
    ? [diagnose('analysis.mostly-uncertain', 'warning', '', { uncertain, graded: read.length })]
    : []
}
