import * as v from 'valibot'
import { CONDITION_GROUPS } from '../domain/condition.ts'
import { diagnose } from '../domain/diagnostic.ts'
import { LEVELS } from '../domain/level.ts'
import { NETWORK_TASKS, OUTPUT_TARGETS, PREPROCESSING_VERSION } from '../domain/pack.ts'
import type { NetworkTask, PackManifest, ViewSpec } from '../domain/pack.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Failure, Result } from '../domain/result.ts'
import { GRADES } from '../domain/severity.ts'
import { SERIES_ROLES } from '../domain/study.ts'

/** Outputs that grade a condition: they need the grades in domain order and a calibration. */
const GRADING_TARGETS: readonly string[] = ['canal', 'foraminal', 'subarticular']
/** What each task's network is fed; on any other view its answer would be plausible and wrong. */
const VIEWS: Readonly<Record<NetworkTask, ViewSpec['kind']>> = {
  'localize-sagittal': 'fit-slice',
  'grade-disc': 'spine-frame',
  'grade-foramen': 'spine-frame',
  'grade-foramen-t2': 'spine-frame',
  'locate-axial': 'axial-mm',
  'grade-axial': 'axial-recess',
}

// A message that is a code is the code of the refusal; else it is `pack.missing-field` or `pack.wrong-field`.
// JSON has no infinity, but reads 1e999 as one.
const finite = v.pipe(v.number(), v.finite())
const positive = v.pipe(finite, v.gtValue(0))
const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const percentile = v.pipe(finite, v.minValue(0), v.maxValue(100))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const size = v.pipe(v.number(), v.integer(), v.minValue(1))
const atEveryLevel = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.object(v.entriesFromList(LEVELS, schema), 'pack.calibration')

const view = v.variant('kind', [
  v.object({ kind: v.literal('fit-slice') }),
  v.object({
    kind: v.literal('spine-frame'),
    heightSpacings: positive,
    offsetPosterior: finite,
    offsetCaudal: finite,
  }),
  v.object({ kind: v.literal('axial-mm'), heightMm: positive }),
  v.object({ kind: v.literal('axial-recess'), heightSpans: positive, offsetPosteriorSpans: finite }),
])

const prior = v.pipe(
  v.tuple([probability, probability, probability]),
  v.check(([a, b, c]) => Math.abs(a + b + c - 1) < 0.01, 'pack.wrong-field'),
)

/** Beyond these bounds every answer is either certain or a third each, whatever the network says. */
const TEMPERATURE = { least: 0.01, most: 100 }
const LARGEST_BIAS = 50
const within = (least: number, most: number) =>
  v.pipe(
    v.number('pack.calibration'),
    v.minValue(least, 'pack.calibration'),
    v.maxValue(most, 'pack.calibration'),
  )

const calibration = v.object({
  temperature: within(TEMPERATURE.least, TEMPERATURE.most),
  bias: atEveryLevel(v.array(within(-LARGEST_BIAS, LARGEST_BIAS), 'pack.calibration')),
  abstainBelow: probability,
})

const output = v.pipe(
  v.object({
    name: v.string(),
    target: v.picklist(OUTPUT_TARGETS),
    labels: v.pipe(v.array(v.string()), v.minLength(1)),
    activation: v.picklist(['softmax', 'sigmoid', 'linear']),
    calibration: v.exactOptional(calibration),
  }),
  v.forward(
    v.check(
      ({ target, labels }) => !isGrading(target) || labels.join() === GRADES.join(),
      'pack.label-order',
    ),
    ['labels'],
  ),
  v.forward(
    v.check((spec) => !isGrading(spec.target) || spec.calibration !== undefined, 'pack.missing-field'),
    ['calibration'],
  ),
  v.forward(
    v.check(
      ({ target, labels, activation }) =>
        target !== 'slice' || (labels.length === 1 && activation === 'sigmoid'),
      'pack.wrong-field',
    ),
    ['labels'],
  ),
  v.check(
    (spec) =>
      Object.values(spec.calibration?.bias ?? {}).every(({ length }) => length === spec.labels.length),
    'pack.calibration',
  ),
)

const network = v.pipe(
  v.object({
    id: v.string(),
    task: v.picklist(NETWORK_TASKS, 'pack.unknown-task'),
    roles: v.array(v.picklist(SERIES_ROLES)),
    model: v.string(),
    files: v.array(
      v.object({
        path: v.pipe(
          v.string(),
          v.check((path) => !leavesFolder(path), 'pack.path-outside'),
        ),
        bytes: count,
        sha256: v.string(),
      }),
    ),
    input: v.object({
      name: v.string(),
      shape: v.tuple([size, size, size]),
      view,
      intensity: v.object({ rule: v.literal('percentile'), low: percentile, high: percentile }),
    }),
    outputs: v.pipe(v.array(output), v.minLength(1)),
    macs: count,
    parameters: count,
    licence: v.string(),
    training: v.object({
      datasets: v.array(v.object({ name: v.string(), licence: v.string(), patients: count, images: count })),
      command: v.string(),
      seed: finite,
      dataSha256: v.string(),
    }),
    evaluation: v.array(
      v.object({
        task: v.string(),
        metric: v.string(),
        value: finite,
        ci95: v.tuple([finite, finite]),
        n: count,
        patients: count,
        data: v.string(),
      }),
    ),
  }),
  v.forward(
    v.check(({ model, files }) => files.some(({ path }) => path === model), 'pack.missing-field'),
    ['files'],
  ),
  v.forward(
    v.check(({ task, input }) => input.view.kind === VIEWS[task], 'pack.wrong-field'),
    ['input', 'view'],
  ),
)

const manifest = v.object(
  {
    schemaVersion: v.literal(1, 'pack.schema-version'),
    preprocessingVersion: v.literal(PREPROCESSING_VERSION, 'pack.preprocessing-version'),
    id: v.string(),
    name: v.string(),
    version: v.string(),
    created: v.string(),
    networks: v.pipe(v.array(network), v.minLength(1, 'pack.missing-field')),
    priors: v.object(v.entriesFromList(CONDITION_GROUPS, atEveryLevel(prior))),
    canalWeights: v.exactOptional(v.record(v.picklist(NETWORK_TASKS), positive)),
  },
  'pack.not-a-manifest',
) satisfies v.GenericSchema<unknown, PackManifest>

/**
 * Reads `manifest.json`. Whatever the app would stumble over later, and what would give plausible wrong grades (another
 * preprocessing, grades in another order), is refused by name, with the field.
 */
export function parseManifest(text: string, subject: string): Result<PackManifest> {
  const json = parseJson(text)
  const parsed = v.safeParse(manifest, json, { abortEarly: true, abortPipeEarly: true })
  return parsed.success ? succeed(parsed.output) : refuse(parsed.issues[0], json, subject)
}

function refuse(issue: v.BaseIssue<unknown>, json: unknown, pack: string): Failure {
  const path = (issue.path ?? []).map(({ key }) => String(key))
  const inNetwork = path[0] === 'networks' && path.length > 2
  const id = inNetwork && (json as { networks: readonly { id?: unknown }[] }).networks[Number(path[1])]?.id
  const subject = typeof id === 'string' ? `${pack}/${id}` : pack
  const field = (typeof id === 'string' ? path.slice(2) : path).join('.')
  return fail(
    diagnose(codeOf(issue), 'error', subject, {
      ...(field === '' ? {} : { field }),
      ...(issue.input === undefined || issue.kind === 'validation' ? {} : { found: issue.received }),
      ...(issue.expected === null ? {} : { expected: issue.expected }),
    }),
  )
}

/** What a manifest is refused for; the schema gives these as its messages. */
const REFUSALS = [
  'pack.not-a-manifest',
  'pack.schema-version',
  'pack.preprocessing-version',
  'pack.missing-field',
  'pack.wrong-field',
  'pack.unknown-task',
  'pack.label-order',
  'pack.calibration',
  'pack.path-outside',
] as const

function codeOf({ message, input }: v.BaseIssue<unknown>): (typeof REFUSALS)[number] {
  const named = REFUSALS.find((code) => code === message)
  if (named !== undefined) return named
  return input === undefined ? 'pack.missing-field' : 'pack.wrong-field'
}

function isGrading(target: string): boolean {
  return GRADING_TARGETS.includes(target)
}

/** A path that leaves the pack's folder, or names another host. */
function leavesFolder(path: string): boolean {
  return path.startsWith('/') || path.includes('..') || path.includes(':') || path.includes('\\')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // refused by name, as not a manifest
  }
}
