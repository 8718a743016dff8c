import { describe, expect, it } from 'vitest'
import { analyse } from '../../src/analysis/analyse.ts'
import type { AnalysedStudy } from '../../src/analysis/analyse.ts'
import { Cancelled } from '../../src/domain/cancel.ts'
import { CONDITIONS } from '../../src/domain/condition.ts'
import type { AnalysisProgress } from '../../src/domain/progress.ts'
import type { Finding, LocatedLevel } from '../../src/domain/finding.ts'
import { distance } from '../../src/domain/geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import type { PackManifest } from '../../src/domain/pack.ts'
import type { SeriesRole } from '../../src/domain/study.ts'
import { PAINTED_PACK, PAINTED_PACK_T2, paintedPredictor } from './painted-pack.ts'
import type { PaintedTruth } from './painted-pack.ts'
import { DISC_CENTRES, foramenAt, paintStudy } from './painted-study.ts'
import type { Acquisition } from './painted-study.ts'

const TRUTH: PaintedTruth = {
  leftForamen: (level) => (level === 3 ? 'severe' : 'normal_mild'),
  rightForamen: (level) => (level === 1 ? 'moderate' : 'normal_mild'),
  leftRecess: 'severe',
  rightRecess: 'normal_mild',
  axialCanal: 'moderate',
  sagittalCanal: () => 'moderate',
}

const ACQUISITIONS: readonly Acquisition[] = [
  { name: 'as most scanners store it' },
  { name: 'slices from left to right', reverse: true },
  { name: 'columns flipped', flipColumns: true },
  { name: 'rows flipped', flipRows: true },
  { name: 'rows and columns swapped', transpose: true },
  {
    name: 'swapped, flipped and reversed',
    transpose: true,
    flipColumns: true,
    flipRows: true,
    reverse: true,
  },
  { name: 'turned by 8 degrees', turn: 8 },
  { name: 'turned by -8 degrees and flipped', turn: -8, flipColumns: true, flipRows: true },
  { name: 'stored inverted', inverted: true },
]

const never = new AbortController().signal

async function read(
  acquisition: Acquisition,
  options: {
    without?: readonly SeriesRole[]
    levels?: readonly LocatedLevel[]
    only?: readonly Level[]
    manifest?: PackManifest
  } = {},
) {
  const { study, roles, pixels } = paintStudy(acquisition, options.without)
  const predictor = paintedPredictor(TRUTH)
  const progress: AnalysisProgress[] = []
  const { levels, only, manifest = PAINTED_PACK } = options
  const request = { study, roles, ...(levels && { levels }), ...(only && { only }) }
  const result = await analyse(never, request, { predictor, pixels, manifest }, (step) => progress.push(step))
  return { result, progress, predictor, study }
}

const plain = read({ name: 'plain' })

async function readWell(reading: ReturnType<typeof read> = plain): Promise<AnalysedStudy> {
  const { result } = await reading
  if (!result.ok) throw new Error(result.diagnostic.code)
  return result.value
}

function gradeOf(findings: readonly Finding[], level: Level, condition: string): string {
  const { assessment } = findings.find(
    (cell) => cell.level === level && cell.condition === condition,
  ) as Finding
  if (assessment.kind === 'not-assessed') return assessment.reason.kind
  return assessment.kind === 'graded' ? assessment.proposed : assessment.kind
}

function levelOf(levels: readonly LocatedLevel[], index: number): LocatedLevel {
  const located = levels[index]
  if (located === undefined) throw new Error(`no level ${index}`)
  return located
}

describe('analyse', () => {
  describe.each(ACQUISITIONS)('a study stored $name', (acquisition) => {
    it('finds every level, every side on its side, and always 25 cells', async () => {
      const { levels, findings } = await readWell(read(acquisition))
      expect(levels.map(({ level }) => level)).toEqual(LEVELS)
      for (const [index, located] of levels.entries()) {
        const truth = DISC_CENTRES[index + 2] as readonly [number, number, number]
        expect(Math.hypot(located.centre[1] - truth[1], located.centre[2] - truth[2])).toBeLessThan(3)
        expect(Math.abs(located.centre[0])).toBeLessThan(8)
      }
      expect(findings).toHaveLength(25)
      for (const [index, level] of LEVELS.entries()) {
        expect(gradeOf(findings, level, 'left_neural_foraminal_narrowing')).toBe(TRUTH.leftForamen(index))
        expect(gradeOf(findings, level, 'right_neural_foraminal_narrowing')).toBe(TRUTH.rightForamen(index))
        expect(gradeOf(findings, level, 'left_subarticular_stenosis')).toBe('severe')
        expect(gradeOf(findings, level, 'right_subarticular_stenosis')).toBe('normal_mild')
        expect(gradeOf(findings, level, 'spinal_canal_stenosis')).toBe('moderate')
      }
    })
  })

  it('shows as evidence the point, image and pixels of the side it speaks of', async () => {
    const { findings } = await readWell(read({ name: 'plain', reverse: true }))
    for (const side of ['left', 'right'] as const)
      for (const [index, level] of LEVELS.entries()) {
        const cell = findings.find(
          (finding) => finding.level === level && finding.condition === `${side}_neural_foraminal_narrowing`,
        )
        if (cell?.assessment.kind !== 'graded') throw new Error('not graded')
        const { point, crop, boxPx } = cell.assessment.evidence
        expect(distance(point, foramenAt(index, side))).toBeLessThan(6)
        expect(crop.grey).toHaveLength(64 * 64)
        expect(boxPx[2]).toBeGreaterThan(20)
      }
  })

  it('runs each grader once, and the localizer for a first look, the slices along the canal and those beside it', async () => {
    const { predictor } = await plain
    expect(Object.fromEntries(predictor.calls)).toEqual({
      'localize-sagittal': 3,
      'grade-foramen': 1,
      'locate-axial': 1,
      'grade-axial': 1,
      'grade-disc': 1,
    })
  })

  it('measures the painted spine', async () => {
    const { measurements } = await readWell()
    const at = (name: string) => measurements.filter((entry) => entry.name === name).map(({ value }) => value)
    expect(at('disc_height')).toHaveLength(5)
    for (const height of at('disc_height')) expect(Math.abs(height - 9)).toBeLessThan(2.5)
    for (const depth of at('canal_ap_diameter')) expect(Math.abs(depth - 14)).toBeLessThan(2.5)
    for (const slip of at('listhesis')) expect(Math.abs(slip)).toBeLessThan(1.5)
    for (const share of at('csf_signal_ratio')) expect(Math.abs(share - 100)).toBeLessThan(6)
  })

  it.each([
    ['axial_t2', 'left_subarticular_stenosis'],
    ['sagittal_t1', 'right_neural_foraminal_narrowing'],
  ] as const)('without %s says so in its cells and grades the rest', async (role, condition) => {
    const { findings } = await readWell(read({ name: 'plain' }, { without: [role] }))
    for (const level of LEVELS) {
      expect(gradeOf(findings, level, condition)).toBe('no-series')
      expect(gradeOf(findings, level, 'spinal_canal_stenosis')).toBe('moderate')
    }
  })

  describe('with a pack that can grade foramina on T2', () => {
    const manifest = PAINTED_PACK_T2

    it('does so where there is no T1, each side on its side, and says so', async () => {
      const { findings, diagnostics } = await readWell(
        read({ name: 'plain' }, { without: ['sagittal_t1'], manifest }),
      )
      for (const [index, level] of LEVELS.entries()) {
        expect(gradeOf(findings, level, 'left_neural_foraminal_narrowing')).toBe(TRUTH.leftForamen(index))
        expect(gradeOf(findings, level, 'right_neural_foraminal_narrowing')).toBe(TRUTH.rightForamen(index))
      }
      expect(diagnostics).toContainEqual(
        expect.objectContaining({ code: 'analysis.foramina-on-t2', fields: { graded: 10 } }),
      )
    })

    it('reads them on T1 where there is one', async () => {
      const reading = read({ name: 'plain' }, { manifest })
      const { diagnostics } = await readWell(reading)
      expect(diagnostics.map(({ code }) => code)).not.toContain('analysis.foramina-on-t2')
      const { predictor } = await reading
      expect([predictor.calls.get('grade-foramen'), predictor.calls.get('grade-foramen-t2')]).toEqual([
        1,
        undefined,
      ])
    })
  })

  it('without sagittal T2 finds levels on T1 and reads the canal on axial images', async () => {
    const { findings, discFindings, measurements } = await readWell(
      read({ name: 'plain' }, { without: ['sagittal_t2'] }),
    )
    for (const level of LEVELS) {
      expect(gradeOf(findings, level, 'spinal_canal_stenosis')).toBe('moderate')
      expect(gradeOf(findings, level, 'left_neural_foraminal_narrowing')).not.toBe('level-not-found')
    }
    expect(discFindings).toEqual([])
    expect(measurements).toEqual([])
  })

  it('fails with a diagnostic when there is no sagittal series', async () => {
    const { result } = await read({ name: 'plain' }, { without: ['sagittal_t2', 'sagittal_t1'] })
    expect(result.ok ? undefined : result.diagnostic.code).toBe('analysis.no-sagittal')
  })

  it('keeps the levels that the reader gives and moves every cell with them', async () => {
    const { levels } = await readWell()
    const shifted = LEVELS.slice(0, 4).map((level, index) => ({ ...levelOf(levels, index + 1), level }))
    const again = await readWell(read({ name: 'plain' }, { levels: shifted }))
    expect(again.levels).toEqual(shifted)
    // The foramen painted severe lies beside the disc that is now called L3/L4.
    expect(gradeOf(again.findings, 'l3_l4', 'left_neural_foraminal_narrowing')).toBe('severe')
    expect(gradeOf(again.findings, 'l5_s1', 'left_neural_foraminal_narrowing')).toBe('level-not-found')
  })

  it('reads one level alone as it reads it among the others', async () => {
    const whole = await readWell()
    const { result, progress } = await read({ name: 'plain' }, { levels: whole.levels, only: ['l4_l5'] })
    if (!result.ok) throw new Error(result.diagnostic.code)
    const again = await readWell(read({ name: 'plain' }, { levels: whole.levels }))
    expect(result.value.findings.map(({ level }) => level)).toEqual(CONDITIONS.map(() => 'l4_l5'))
    for (const condition of CONDITIONS)
      expect(gradeOf(result.value.findings, 'l4_l5', condition)).toBe(
        gradeOf(again.findings, 'l4_l5', condition),
      )
    expect(result.value.measurements).toEqual(again.measurements.filter(({ level }) => level === 'l4_l5'))
    expect(result.value.levels).toEqual(whole.levels)
    expect(progress.flatMap((step) => (step.kind === 'findings' ? [step.level] : []))).not.toContain('l1_l2')
  })

  it('tells findings as they are made and all 25 at the end', async () => {
    const { progress } = await plain
    const last = new Map<Level, readonly Finding[]>()
    for (const step of progress) if (step.kind === 'findings') last.set(step.level, step.findings)
    for (const level of LEVELS) expect(last.get(level)).toHaveLength(CONDITIONS.length)
    expect(progress.some((step) => step.kind === 'levels' && step.levels.length === 5)).toBe(true)
  })

  it('stops when it is cancelled', async () => {
    const { study, roles, pixels } = paintStudy({ name: 'plain' })
    const controller = new AbortController()
    const running = analyse(
      controller.signal,
      { study, roles },
      { predictor: paintedPredictor(TRUTH), pixels, manifest: PAINTED_PACK },
      (step) => step.kind === 'levels' && controller.abort(),
    )
    await expect(running).rejects.toBeInstanceOf(Cancelled)
  })
})
