import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { codecs } from '../../cli/node-codecs.ts'
import { diskPack, MODELS_FOLDER, WASM_FOLDER } from '../../cli/node-pack.ts'
import { Cancelled } from '../../src/domain/cancel.ts'
import type { Analysis } from '../../src/domain/finding.ts'
import { distance } from '../../src/domain/geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { AnalysisProgress } from '../../src/domain/progress.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Study } from '../../src/domain/study.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import type { PhantomTruth } from '../../src/phantom/phantom-truth.ts'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'
import { createStudyAnalyser } from '../../src/pipeline/study-analyser.ts'
import { createStudyReader } from '../../src/pipeline/study-reader.ts'

const engine = { pack: { kind: 'site', key: 'cauda-lumbar-1', url: '' }, preference: 'auto' } as const
const never = new AbortController().signal
const reader = createStudyReader(codecs, () => performance.now())
const analyser = createStudyAnalyser(({ key }) => diskPack(MODELS_FOLDER, key), WASM_FOLDER, 'test')

let study: Study
let truth: PhantomTruth
beforeAll(async () => {
  const simulated = simulateStudy({ seed: 7 })
  truth = simulated.truth
  const files = simulated.files.map(({ path, bytes }) => bytesSource(path, bytes))
  const opened = await reader.open(never, files, () => undefined)
  if (!opened.ok) throw new Error(opened.diagnostic.code)
  study = opened.value.studies[0]!
}, 240_000)

function analyse(signal = never, onProgress: (progress: AnalysisProgress) => void = () => undefined) {
  return analyser.analyse(signal, { study, roles: study.roles }, engine, reader, onProgress)
}

function valueOf(result: Result<Analysis>): Analysis {
  if (!result.ok) throw new Error(result.diagnostic.code)
  return result.value
}

describe('the shipped pack on the simulated study', { timeout: 240_000 }, () => {
  it('finds every disc within 10 mm of where it was built, and gives all 25 cells', async () => {
    const arrived = new Set<string>()
    const analysis = valueOf(
      await analyse(never, (progress) => {
        if (progress.kind === 'findings') for (const { level } of progress.findings) arrived.add(level)
      }),
    )
    expect(analysis.levels.map(({ level }) => level)).toEqual([...LEVELS])
    for (const { level, centre } of analysis.levels) {
      const built = truth.levels.find((one) => one.level === level)!
      expect(distance(centre, built.centreMm), level).toBeLessThan(10)
    }
    expect(analysis.findings).toHaveLength(25)
    expect([...arrived]).toEqual([...LEVELS])
    expect(analysis.engine).toMatchObject({ backend: 'wasm', pack: 'cauda-lumbar-1', appVersion: 'test' })
    expect(analysis.engine.packSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('leaves no tensor behind', async () => {
    await analyser.warmUp(engine)
    const before = memory()
    valueOf(await analyse())
    const after = memory()
    expect({ tensors: after.numTensors, bytes: after.numBytes }).toEqual({
      tensors: before.numTensors,
      bytes: before.numBytes,
    })
  })

  it('stops when it is cancelled, and works again after', async () => {
    const controller = new AbortController()
    const running = analyse(controller.signal, (progress) => {
      if (progress.kind === 'levels') controller.abort()
    })
    await expect(running).rejects.toBeInstanceOf(Cancelled)
    expect((await analyse()).ok).toBe(true)
  })

  it('refuses a pack that is not there, and then reads with one that is', async () => {
    const absent = await analyser.warmUp({ ...engine, pack: { key: 'no-such-pack' } })
    expect(absent).toMatchObject({ ok: false, diagnostic: { code: 'pack.missing-file' } })
    expect((await analyser.warmUp(engine)).ok).toBe(true)
  })
})
