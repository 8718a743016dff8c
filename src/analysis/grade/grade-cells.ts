import { SIDES } from '../../domain/condition.ts'
import type { Condition, Side } from '../../domain/condition.ts'
import type { Assessment } from '../../domain/finding.ts'
import { LEVELS } from '../../domain/level.ts'
import type { PackManifest } from '../../domain/pack.ts'
import { cellKey } from '../compose-findings.ts'
import { fuseCanal } from './fuse-canal.ts'
import type { AxialGrades } from './grade-axial.ts'
import type { DiscGrades } from './grade-discs.ts'
import type { GradedForamen } from './grade-foramina.ts'

const FORAMINAL: Readonly<Record<Side, Condition>> = {
  left: 'left_neural_foraminal_narrowing',
  right: 'right_neural_foraminal_narrowing',
}
const SUBARTICULAR: Readonly<Record<Side, Condition>> = {
  left: 'left_subarticular_stenosis',
  right: 'right_subarticular_stenosis',
}

type Cell = readonly [key: string, assessment: Assessment]

/** The foraminal cells that were graded. */
export function foraminalCells(foramina: readonly GradedForamen[]): Cell[] {
  return foramina.map(({ level, side, assessment }) => [cellKey(level, FORAMINAL[side]), assessment])
}

/** The subarticular cells that were graded. */
export function subarticularCells(axial: readonly AxialGrades[]): Cell[] {
  return axial.flatMap(({ level, subarticular }) =>
    SIDES.flatMap((side): Cell[] => {
      const assessment = subarticular[side]
      return assessment ? [[cellKey(level, SUBARTICULAR[side]), assessment]] : []
    }),
  )
}

/** The canal cells, from whichever networks have read them. */
export function canalCells(
  axial: readonly AxialGrades[],
  discs: readonly DiscGrades[],
  manifest: PackManifest,
): Cell[] {
  return LEVELS.flatMap((level): Cell[] => {
    const opinions = [...axial, ...discs].flatMap((grades) =>
      grades.level === level ? (grades.canal ?? []) : [],
    )
    const assessment = fuseCanal(opinions, manifest.canalWeights)
    return assessment ? [[cellKey(level, 'spinal_canal_stenosis'), assessment]] : []
  })
}
