import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import dicomParser from 'dicom-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { CONDITIONS } from '../../src/domain/condition.ts'
import { cellKey } from '../../src/domain/decision.ts'
import { distanceToPlane, patientToImage } from '../../src/domain/image-geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import type { PatientPoint, Vector3 } from '../../src/domain/geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { SeriesRole } from '../../src/domain/study.ts'
import type { Grade } from '../../src/domain/severity.ts'
import { simulateStudy, simulateStudySteps } from '../../src/phantom/simulate-study.ts'
import type { SimulatedStudy } from '../../src/phantom/simulate-study.ts'

const OPTIONS = {
  seed: 7,
  scoliosisDegrees: 3,
  grades: {
    'l1_l2/spinal_canal_stenosis': 'normal_mild',
    'l2_l3/spinal_canal_stenosis': 'normal_mild',
    'l5_s1/spinal_canal_stenosis': 'normal_mild',
    'l3_l4/spinal_canal_stenosis': 'moderate',
    'l4_l5/spinal_canal_stenosis': 'severe',
    'l3_l4/left_neural_foraminal_narrowing': 'normal_mild',
    'l3_l4/right_neural_foraminal_narrowing': 'severe',
    'l2_l3/left_subarticular_stenosis': 'severe',
    'l2_l3/right_subarticular_stenosis': 'normal_mild',
  },
  degeneration: { l2_l3: 0.3, l5_s1: 0.7 },
} as const

type Image = { role: SeriesRole; geometry: ImageGeometry; pixels: Uint16Array }

function readImage({ path, bytes }: SimulatedStudy['files'][number]): Image {
  const read = dicomParser.parseDicom(bytes)
  const numbers = (tag: string) => read.string(tag)!.split('\\').map(Number)
  const orientation = numbers('x00200037')
  const [rowSpacingMm, columnSpacingMm] = numbers('x00280030') as [number, number]
  const data = read.elements['x7fe00010']!
  return {
    role: path.split('/')[1] as SeriesRole,
    geometry: {
      position: numbers('x00200032') as unknown as PatientPoint,
      columnDirection: orientation.slice(0, 3) as unknown as Vector3,
      rowDirection: orientation.slice(3) as unknown as Vector3,
      rowSpacingMm,
      columnSpacingMm,
      columns: read.uint16('x00280011')!,
      rows: read.uint16('x00280010')!,
    },
    pixels: new Uint16Array(bytes.buffer, data.dataOffset, data.length / 2),
  }
}

/** Mean of the 3 x 3 pixels about a patient point, on the image of the series that lies nearest. */
function brightnessAt(images: readonly Image[], role: SeriesRole, point: PatientPoint): number {
  const [image] = images
    .filter((candidate) => candidate.role === role)
    .sort(
      (a, b) => Math.abs(distanceToPlane(a.geometry, point)) - Math.abs(distanceToPlane(b.geometry, point)),
    )
  const [column, row] = patientToImage(image!.geometry, point).map(Math.round) as [number, number]
  let sum = 0
  for (let y = -1; y <= 1; y++)
    for (let x = -1; x <= 1; x++) sum += image!.pixels[(row + y) * image!.geometry.columns + column + x]!
  return sum / 9
}

function digest(study: SimulatedStudy): string {
  const hash = createHash('sha256')
  for (const { path, bytes } of study.files) hash.update(path).update(bytes)
  return hash.update(JSON.stringify(study.truth)).digest('hex')
}

describe('simulateStudy', () => {
  let study: SimulatedStudy
  let images: Image[]
  const truthOf = (level: (typeof LEVELS)[number]) =>
    study.truth.levels.find((truth) => truth.level === level)!

  beforeAll(() => {
    study = simulateStudy(OPTIONS)
    images = study.files.map(readImage)
  }, 240_000)

  it('writes the three series of a lumbar study', () => {
    expect(study.truth.series.map(({ role, images: count }) => [role, count])).toEqual([
      ['sagittal_t2', 17],
      ['sagittal_t1', 17],
      ['axial_t2', 25],
    ])
    expect(study.files).toHaveLength(59)
  })

  it('says all 25 grades, as asked where asked', () => {
    for (const level of LEVELS)
      for (const condition of CONDITIONS) {
        const wanted = (OPTIONS.grades as Record<string, Grade>)[cellKey(level, condition)]
        const grade = truthOf(level).grades[condition]
        expect(wanted ?? grade).toBe(grade)
      }
  })

  it('puts discs where truth says: on T2 darker than CSF, on T1 brighter', () => {
    for (const level of ['l1_l2', 'l2_l3', 'l5_s1'] as const) {
      const { centreMm, pointsMm } = truthOf(level)
      const sac = pointsMm.spinal_canal_stenosis
      const t2 = (point: PatientPoint) => brightnessAt(images, 'sagittal_t2', point)
      const t1 = (point: PatientPoint) => brightnessAt(images, 'sagittal_t1', point)
      expect(t2(centreMm), level).toBeLessThan(0.7 * t2(sac))
      expect(t1(centreMm), level).toBeGreaterThan(1.1 * t1(sac))
    }
  })

  it('measures the canal in the axial pixels as truth does, and the milder the wider', () => {
    const widths = (['l4_l5', 'l3_l4', 'l2_l3'] as const).map((level) => {
      const { measurements, pointsMm } = truthOf(level)
      const measured = brightRunMm(images, pointsMm.spinal_canal_stenosis)
      expect(Math.abs(measured - measurements.canalApMm), level).toBeLessThan(2.6)
      return { built: measurements.canalApMm, measured }
    })
    const [severe, moderate, mild] = widths
    for (const kind of ['built', 'measured'] as const) {
      expect(severe![kind]).toBeLessThan(moderate![kind])
      expect(moderate![kind]).toBeLessThan(mild![kind])
    }
  })

  it('takes the fat from a narrow foramen, on the side that was asked', () => {
    const { pointsMm } = truthOf('l3_l4')
    const fatAround = ([x, y, z]: PatientPoint) => {
      const ring: PatientPoint[] = [
        [x, y - 1, z - 8],
        [x, y, z - 7],
        [x, y - 3, z - 4],
        [x, y, z + 4.5],
      ]
      return ring.reduce((sum, point) => sum + brightnessAt(images, 'sagittal_t1', point), 0)
    }
    const open = fatAround(pointsMm.left_neural_foraminal_narrowing)
    const narrow = fatAround(pointsMm.right_neural_foraminal_narrowing)
    expect(narrow).toBeLessThan(0.75 * open)
  })

  it('narrows the recess on the side that was asked', () => {
    const { measurements } = truthOf('l2_l3')
    expect(measurements.leftRecessMm).toBeLessThan(measurements.rightRecessMm - 2)
  })

  it('gives other patients for other seeds, and the same bytes for the same', () => {
    const again = simulateStudy(OPTIONS)
    expect(digest(again)).toBe(digest(study))
    const first = simulateStudySteps({ ...OPTIONS, seed: 8 }).next()
    expect(first.done).toBe(false)
  }, 240_000)

  it('refuses a seed that is no whole number', () => {
    expect(() => simulateStudySteps({ seed: 1.5 }).next()).toThrow(RangeError)
  })

  const dciodvfy = spawnSync('dciodvfy', ['-version']).error === undefined
  if (!dciodvfy)
    console.log('dciodvfy (dicom3tools) is not installed: conformance of the simulated files is not checked.')
  it.skipIf(!dciodvfy)('is MR Image Storage without an error for dciodvfy', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cauda-phantom-'))
    try {
      for (const role of ['sagittal_t2', 'sagittal_t1', 'axial_t2']) {
        const file = study.files.find(({ path }) => path.includes(role))!
        const to = join(folder, `${role}.dcm`)
        writeFileSync(to, file.bytes)
        const { stderr, status } = spawnSync('dciodvfy', [to], { encoding: 'utf8' })
        expect(stderr).toMatch(/^MRImage$/m)
        expect(stderr.match(/^Error.*$/gm) ?? []).toEqual([])
        expect(status).toBe(0)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** Length of the bright run through a point along posterior, mm, on the nearest axial image: the sac between its walls. */
function brightRunMm(images: readonly Image[], point: PatientPoint): number {
  const step = 0.25
  const at = (offset: number) => {
    const [x, y, z] = point
    return brightnessAt(images, 'axial_t2', [x, y + offset, z])
  }
  const level = at(0) * 0.5
  let front = 0
  let back = 0
  while (front > -12 && at(front - step) > level) front -= step
  while (back < 12 && at(back + step) > level) back += step
  return back - front
}
