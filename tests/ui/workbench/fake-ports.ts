import { Cancelled } from '../../../src/domain/cancel.ts'
import { CONDITIONS, groupOf, sideOf } from '../../../src/domain/condition.ts'
import type { Condition } from '../../../src/domain/condition.ts'
import { diagnose } from '../../../src/domain/diagnostic.ts'
import type { Analysis, Assessment, Finding, LocatedLevel, Measurement } from '../../../src/domain/finding.ts'
import { patientToImage } from '../../../src/domain/image-geometry.ts'
import { LEVELS } from '../../../src/domain/level.ts'
import type { Level } from '../../../src/domain/level.ts'
import { fail, succeed } from '../../../src/domain/result.ts'
import { likeliestGrade } from '../../../src/domain/severity.ts'
import type { Study, StudyImage } from '../../../src/domain/study.ts'
import type { AnalysisPort, StudyPort } from '../../../src/review/ports.ts'
import { nearestImage } from '../../../src/viewer/nearest-image.ts'
import { DISC_CENTRES, FAKE_STUDY, imageById, pixelsOf } from './fake-study.ts'

/** How long the fake engine takes for one level, ms. */
const LEVEL_MS = 350

/** Opens the drawn study for whatever is dropped; a file named `junk` in it makes the open fail. */
export const fakeStudyPort: StudyPort = {
  async open(signal, files, onProgress) {
    for (let done = 0; done <= files.length; done += Math.max(1, Math.floor(files.length / 5))) {
      onProgress({
        kind: 'reading',
        filesDone: done,
        filesFound: files.length,
        bytes: done * 4096,
        filesPerSecond: 400,
      })
      await pause(signal, 60)
    }
    if (files.some(({ path }) => path.includes('junk'))) {
      return fail(
        diagnose('study.no-images', 'error', '', { files: files.length, count: 0, commonest: undefined }),
      )
    }
    const skipped = files.filter(({ path }) => !path.endsWith('.dcm'))
    return succeed({
      studies: [FAKE_STUDY],
      reports: [],
      skipped: skipped.map(({ path }) => ({
        path,
        diagnostic: diagnose('intake.not-dicom', 'info', path, { kind: '' }),
      })),
    })
  },
  async openSample(signal, _seed, onProgress) {
    onProgress({ kind: 'study', studies: [FAKE_STUDY] })
    await pause(signal, 200)
    return succeed({ studies: [FAKE_STUDY], reports: [], skipped: [] })
  },
  async pixels(signal, imageId) {
    await pause(signal, 4)
    const image = imageById(imageId)
    return image ? succeed(pixelsOf(image)) : fail(diagnose('study.image-not-open', 'error', imageId))
  },
}

export const fakeAnalysisPort: AnalysisPort = {
  async warmUp(signal) {
    await pause(signal, 300)
    return succeed({ backend: 'wasm', adapter: 'SIMD, 2 threads', because: 'No WebGPU adapter' })
  },
  async analyse(signal, { study, roles, packId, levels: given }, onProgress) {
    const hasT1 = roles.some(({ role }) => role === 'sagittal_t1')
    onProgress({ kind: 'stage', stage: 'loading-pack', done: 0, of: 1 })
    await pause(signal, 200)
    onProgress({ kind: 'stage', stage: 'locating', done: 0, of: 1 })
    const levels = given ?? locate(study)
    await pause(signal, LEVEL_MS)
    onProgress({ kind: 'levels', levels })
    const findings: Finding[] = []
    for (const [index, level] of LEVELS.entries()) {
      onProgress({ kind: 'stage', stage: 'grading', done: index, of: LEVELS.length })
      await pause(signal, LEVEL_MS)
      const found = CONDITIONS.map((condition) => finding(study, levels, level, condition, hasT1))
      findings.push(...found)
      onProgress({ kind: 'findings', level, findings: found })
    }
    const measurements = LEVELS.flatMap(measure)
    onProgress({ kind: 'measurements', measurements })
    const analysis: Analysis = {
      engine: {
        backend: 'wasm',
        adapter: 'SIMD, 2 threads',
        pack: packId,
        packSha256: 'f'.repeat(64),
        packFacts: { id: packId, name: packId, version: '1', sha256: 'f'.repeat(64), evaluation: [] },
        preprocessingVersion: 1,
        appVersion: '0.1.0',
      },
      levels,
      findings,
      measurements,
      discFindings: LEVELS.map((level, index) => ({ level, name: 'pfirrmann', value: 2 + index * 0.6 })),
      diagnostics: [],
    }
    return succeed(analysis)
  },
}

function pause(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Cancelled('cancelled'))
    })
  })
}

function imagesOf(study: Study, stackId: string): readonly StudyImage[] {
  return study.stacks.find(({ id }) => id === stackId)?.images ?? []
}

function locate(study: Study): readonly LocatedLevel[] {
  const middle = imagesOf(study, '1.1/1')[7]!
  return LEVELS.map((level, index) => {
    const centre = DISC_CENTRES[index]!
    const [column, row] = patientToImage(middle.geometry, centre)
    return {
      level,
      centre,
      imageId: middle.id,
      stackId: '1.1/1',
      boxPx: [column - 20, row - 8, 40, 16],
      confidence: 0.97,
    }
  })
}

/** P(moderate), P(severe) by condition group and level, and by side. */
function probabilities(level: Level, condition: Condition): readonly [number, number] {
  const index = LEVELS.indexOf(level)
  const burden = [0.02, 0.05, 0.2, 0.72, 0.44][index]!
  switch (groupOf(condition)) {
    case 'canal':
      return [burden * 0.2, burden > 0.5 ? 0.78 : burden * 0.3]
    case 'foraminal':
      return sideOf(condition) === 'right' ? [burden * 0.55, burden * 0.4] : [burden, burden * 0.1]
    case 'subarticular':
      return [burden * 0.75, burden * 0.2]
  }
}

function finding(
  study: Study,
  levels: readonly LocatedLevel[],
  level: Level,
  condition: Condition,
  hasT1: boolean,
): Finding {
  return { level, condition, assessment: assess(study, levels, level, condition, hasT1) }
}

function assess(
  study: Study,
  levels: readonly LocatedLevel[],
  level: Level,
  condition: Condition,
  hasT1: boolean,
): Assessment {
  const disc = levels.find((located) => located.level === level)
  if (disc === undefined) return { kind: 'not-assessed', reason: { kind: 'level-not-found' } }
  const group = groupOf(condition)
  if (group === 'foraminal' && !hasT1) {
    return { kind: 'not-assessed', reason: { kind: 'no-series', role: 'sagittal_t1' } }
  }
  const [moderate, severe] = probabilities(level, condition)
  const grades = { normal_mild: 1 - moderate - severe, moderate, severe }
  const proposed = likeliestGrade(grades)
  const side = { left: 1, right: -1, none: 0 }[sideOf(condition) ?? 'none']
  const lateral = group === 'foraminal' ? 16 : 9
  const point = [side * lateral, disc.centre[1] + 24, disc.centre[2]] as const
  const stackId = { canal: '1.1/1', foraminal: '1.2/1', subarticular: '1.3/1' }[group]
  const image = nearestImage(imagesOf(study, stackId), point)!.image
  const [column, row] = patientToImage(image.geometry, point)
  const half = group === 'subarticular' ? 10 : 14
  const pixels = pixelsOf(image)
  const side96 = 64
  const grey = new Uint8ClampedArray(side96 * side96)
  for (let y = 0; y < side96; y += 1) {
    for (let x = 0; x < side96; x += 1) {
      const at = [column + ((x - 32) * half) / 32, row + ((y - 32) * half) / 32].map(Math.round)
      grey[y * side96 + x] = (pixels.data[at[1]! * pixels.columns + at[0]!] ?? 0) / 4
    }
  }
  return {
    ...(grades[proposed] < 0.55 ? { kind: 'uncertain', threshold: 0.55 } : { kind: 'graded', proposed }),
    probabilities: grades,
    evidence: {
      network: `workbench-${group}`,
      stackId,
      imageId: image.id,
      point,
      boxPx: [column - half, row - half, half * 2, half * 2],
      crop: { columns: side96, rows: side96, grey },
    },
  }
}

function measure(level: Level, index: number): readonly Measurement[] {
  const at = (values: readonly number[]) => values[index]!
  return [
    {
      level,
      name: 'canal_ap_diameter',
      value: at([15.8, 15.1, 12.6, 6.1, 11.9]),
      uncertainty: 0.5,
      unit: 'mm',
      method: 'mask-perpendicular',
    },
    {
      level,
      name: 'csf_signal_ratio',
      value: at([104, 101, 88, 34, 79]),
      uncertainty: 0.5,
      unit: '%',
      method: 'neighbours',
    },
    {
      level,
      name: 'disc_height',
      value: at([9.8, 10.4, 9.1, 6.2, 5.4]),
      uncertainty: 0.5,
      unit: 'mm',
      method: 'mask-perpendicular',
    },
    {
      level,
      name: 'disc_signal_ratio',
      value: at([96, 90, 71, 44, 38]),
      uncertainty: 0.5,
      unit: '%',
      method: 'csf',
    },
  ]
}
