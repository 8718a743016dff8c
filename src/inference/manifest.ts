import { diagnose } from '../domain/diagnostic.ts'
import { LEVELS } from '../domain/level.ts'
import { NETWORK_TASKS, PREPROCESSING_VERSION } from '../domain/pack.ts'
import type { NetworkOutput, NetworkSpec, PackManifest } from '../domain/pack.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Failure, Result } from '../domain/result.ts'
import { GRADES } from '../domain/severity.ts'

/** Outputs that grade: their labels must be the grades in domain order. */
const GRADING_TARGETS: readonly string[] = ['canal', 'foraminal', 'subarticular']

/**
 * Reads `manifest.json`. Unknown kinds, another preprocessing version and labels in another order are refused by name:
 * each of them would give plausible wrong grades.
 */
export function parseManifest(text: string, subject: string): Result<PackManifest> {
  const manifest = parseJson(text)
  if (!isRecord(manifest)) return refuse('pack.not-a-manifest', subject, { found: 'not a JSON object' })
  if (manifest['schemaVersion'] !== 1) {
    return refuse('pack.schema-version', subject, { found: shown(manifest['schemaVersion']), expected: 1 })
  }
  if (manifest['preprocessingVersion'] !== PREPROCESSING_VERSION) {
    const found = shown(manifest['preprocessingVersion'])
    return refuse('pack.preprocessing-version', subject, { found, expected: PREPROCESSING_VERSION })
  }
  for (const field of ['id', 'name', 'version', 'created'] as const) {
    if (typeof manifest[field] !== 'string') return refuse('pack.missing-field', subject, { field })
  }
  const networks = manifest['networks']
  if (!Array.isArray(networks) || networks.length === 0)
    return refuse('pack.missing-field', subject, { field: 'networks' })
  for (const network of networks as unknown[]) {
    const failure = checkNetwork(network, subject)
    if (failure) return failure
  }
  return succeed(manifest as unknown as PackManifest)
}

function checkNetwork(network: unknown, pack: string): Failure | undefined {
  if (!isRecord(network) || typeof network['id'] !== 'string')
    return refuse('pack.missing-field', pack, { field: 'networks[].id' })
  const subject = `${pack}/${network['id']}`
  if (!(NETWORK_TASKS as readonly unknown[]).includes(network['task'])) {
    return refuse('pack.unknown-task', subject, {
      found: shown(network['task']),
      expected: NETWORK_TASKS.join(', '),
    })
  }
  if (typeof network['model'] !== 'string') return refuse('pack.missing-field', subject, { field: 'model' })
  const arrays = ['files', 'outputs', 'roles'] as const
  for (const field of arrays) {
    if (!Array.isArray(network[field])) return refuse('pack.missing-field', subject, { field })
  }
  const { files, input, outputs } = network as unknown as NetworkSpec
  if (!files.some(({ path }) => path === network['model']))
    return refuse('pack.missing-field', subject, { field: 'files[model]' })
  if (files.some(({ path }) => escapes(path))) return refuse('pack.path-outside', subject)
  if (!isRecord(input) || !isShape(input['shape']))
    return refuse('pack.missing-field', subject, { field: 'input.shape' })
  return outputs.map((output) => checkOutput(output, subject)).find((failure) => failure !== undefined)
}

function checkOutput(
  { name, target, labels, calibration }: NetworkOutput,
  subject: string,
): Failure | undefined {
  if (typeof name !== 'string' || !Array.isArray(labels))
    return refuse('pack.missing-field', subject, { field: 'outputs[]' })
  if (!GRADING_TARGETS.includes(target)) return undefined
  if (labels.join() !== GRADES.join()) {
    return refuse('pack.label-order', subject, { found: labels.join(', '), expected: GRADES.join(', ') })
  }
  if (!calibration) return refuse('pack.missing-field', subject, { field: `outputs.${name}.calibration` })
  const calibrated =
    calibration.temperature > 0 &&
    areCuts(calibration.cuts) &&
    LEVELS.every(
      (level) =>
        calibration.bias[level].length === GRADES.length && calibration.bias[level].every(Number.isFinite),
    )
  return calibrated ? undefined : refuse('pack.calibration', subject, { output: name })
}

/** Absent, or two expected grades in order: within 0 (Normal/Mild) to 2 (Severe). */
function areCuts(cuts: unknown): boolean {
  if (cuts === undefined) return true
  if (!Array.isArray(cuts) || cuts.length !== 2) return false
  const [moderate, severe] = cuts as unknown[]
  return (
    typeof moderate === 'number' &&
    typeof severe === 'number' &&
    0 < moderate &&
    moderate < severe &&
    severe <= 2
  )
}

/** A path that leaves the pack's folder, or names another host. */
function escapes(path: string): boolean {
  return path.startsWith('/') || path.includes('..') || path.includes(':') || path.includes('\\')
}

function isShape(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length === 3 && value.every((size) => Number.isInteger(size) && size > 0)
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the caller refuses what is not an object, by name
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

function refuse(code: string, subject: string, fields: Record<string, string | number> = {}): Failure {
  return fail(diagnose(code, 'error', subject, fields))
}
