import { createHash } from 'node:crypto'
import { stdout } from 'node:process'
import { parseArgs } from 'node:util'
import type { Diagnostic } from '../src/domain/diagnostic.ts'
import { normalOf } from '../src/domain/image-geometry.ts'
import type { ImageGeometry } from '../src/domain/image-geometry.ts'
import type { SkippedFile } from '../src/domain/progress.ts'
import type { RoleReason, Stack, Study } from '../src/domain/study.ts'
import { decodeStoredValues } from '../src/intake/pixels/decode-stored-values.ts'
import type { Instance } from '../src/intake/instance/instance.ts'
import { readFiles } from '../src/intake/read-files.ts'
import type { StoredValues } from '../src/intake/pixels/stored-values.ts'
import { buildStudies } from '../src/series/build-studies.ts'
import { folderSources } from './folder-source.ts'
import { codecs } from './node-codecs.ts'
import { diagnosticMessage } from '../src/words/diagnostics.ts'

const USAGE = 'usage: npm run --silent cauda -- inspect FOLDER [--pixels]'

/** `cauda inspect FOLDER [--pixels]`: what a folder or .zip holds, as JSON on stdout (SURFACE.md). Gives the exit code. */
export async function inspect(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args)
  if (!parsed) return usageError(USAGE)
  const sources = await folderSources(parsed.folder).catch(() => undefined)
  if (!sources) return usageError(`cli.no-such-folder: there is no file or folder "${parsed.folder}"`)
  const signal = new AbortController().signal
  const { instances, skipped } = await readFiles(signal, sources, codecs, () => undefined)
  const { studies, skipped: unplaced } = buildStudies(instances)
  const series = [
    ...studies.flatMap((study) => describeStudy(study)),
    ...describeUnplaced(instances, unplaced),
  ]
  const byId = new Map(instances.map((instance) => [instance.id, instance]))
  if (parsed.pixels) for (const { images } of series) await addPixels(signal, images, byId)
  const report = {
    series,
    skipped: skipped.map(({ path, diagnostic }) => ({ file: path, ...describe(diagnostic) })),
    diagnostics: studies.flatMap((study) =>
      study.diagnostics.map((diagnostic) => ({ study: study.studyInstanceUid, ...describe(diagnostic) })),
    ),
  }
  stdout.write(`${JSON.stringify(report, undefined, 2)}\n`)
  return 0
}

function readArguments(args: readonly string[]): { folder: string; pixels: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { pixels: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [folder] = positionals
    return folder !== undefined && positionals.length === 1 ? { folder, pixels: values.pixels } : undefined
  } catch {
    return undefined
  }
}

function usageError(line: string): number {
  console.error(line)
  return 2
}

type InspectedImage = {
  readonly id: string
  readonly file: string
  readonly frame: number
  readonly instanceNumber: number | null
} & Partial<PixelFacts>

type PixelFacts = {
  readonly rows: number
  readonly columns: number
  readonly samplesPerPixel: number
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly sha256: string
  readonly code: string
  readonly message: string
}

type InspectedSeries = {
  readonly uid: string
  readonly study: string
  readonly stack: string | null
  readonly role: string | null
  readonly plane: string | null
  readonly description: string
  readonly geometry: ReturnType<typeof describeGeometry> | null
  readonly images: InspectedImage[]
  readonly files: readonly string[]
  readonly why: readonly string[]
  readonly diagnostics: readonly ReturnType<typeof describe>[]
}

function describeStudy(study: Study): readonly InspectedSeries[] {
  return study.stacks.map((stack) => {
    const choice = study.roles.find(({ stackIds }) => stackIds.includes(stack.id))
    return {
      uid: stack.seriesInstanceUid,
      study: study.studyInstanceUid,
      stack: stack.id,
      role: choice?.role ?? null,
      plane: stack.plane,
      description: stack.description,
      geometry: describeGeometry(stack),
      images: stack.images.map(({ id, path, frameNumber, instanceNumber }) => ({
        id,
        file: path,
        frame: frameNumber,
        instanceNumber: instanceNumber ?? null,
      })),
      files: [...new Set(stack.images.map(({ path }) => path))],
      why: (choice?.why ?? []).map(sayReason),
      diagnostics: stack.diagnostics.map(describe),
    }
  })
}

/** Images that open but that no header places in the patient: a series each, without plane or role. */
function describeUnplaced(
  instances: readonly Instance[],
  unplaced: readonly SkippedFile[],
): readonly InspectedSeries[] {
  const byPath = new Map(instances.map((instance) => [instance.path, instance]))
  return unplaced.flatMap(({ path, diagnostic }) => {
    const instance = byPath.get(path)
    if (!instance) return []
    return [
      {
        uid: instance.seriesInstanceUid,
        study: instance.studyInstanceUid,
        stack: null,
        role: null,
        plane: null,
        description: instance.series.description,
        geometry: null,
        images: instance.frames.map(({ frameNumber }) => ({
          id: `${instance.id}#${frameNumber}`,
          file: path,
          frame: frameNumber,
          instanceNumber: instance.instanceNumber ?? null,
        })),
        files: [path],
        why: [],
        diagnostics: [describe(diagnostic)],
      },
    ]
  })
}

function describeGeometry({ images }: Stack) {
  const geometry: ImageGeometry = images[0]!.geometry
  return {
    rows: geometry.rows,
    columns: geometry.columns,
    spacingMm: [geometry.rowSpacingMm, geometry.columnSpacingMm],
    orientation: [...geometry.columnDirection, ...geometry.rowDirection],
    normal: normalOf(geometry),
    firstPosition: geometry.position,
    lastPosition: images.at(-1)!.geometry.position,
  }
}

async function addPixels(
  signal: AbortSignal,
  images: InspectedImage[],
  byId: ReadonlyMap<string, Instance>,
): Promise<void> {
  for (const [index, image] of images.entries()) {
    const instance = byId.get(image.id.slice(0, image.id.lastIndexOf('#')))
    if (!instance) throw new Error(`no instance for image ${image.id}`)
    const stored = await decodeStoredValues(signal, instance, image.frame, codecs)
    images[index] = { ...image, ...(stored.ok ? measure(stored.value) : describe(stored.diagnostic)) }
  }
}

function measure({ rows, columns, samplesPerPixel, data }: StoredValues) {
  let min = Infinity
  let max = -Infinity
  let sum = 0
  for (const value of data) {
    if (value < min) min = value
    if (value > max) max = value
    sum += value
  }
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { rows, columns, samplesPerPixel, min, max, mean: sum / data.length, sha256 }
}

function describe(diagnostic: Diagnostic) {
  return { code: diagnostic.code, message: diagnosticMessage(diagnostic) }
}

function sayReason(reason: RoleReason): string {
  switch (reason.kind) {
    case 'plane':
      return `${reason.plane} plane, tilted by ${reason.tiltDegrees} degrees`
    case 'description':
      return `"${reason.matched}" in "${reason.text}"`
    case 'timing':
      return `TE ${reason.echoTimeMs ?? '?'} ms, TR ${reason.repetitionTimeMs ?? '?'} ms, TI ${reason.inversionTimeMs ?? 'none'}`
    case 'best-quality':
      return `best to read of ${reason.rivals + 1} series: ${reason.extentMm} mm wide, slices ${reason.gapMm} mm apart, pixels of ${reason.pixelMm} mm`
    case 'only-candidate':
      return 'the only candidate'
    case 'reader':
      return 'chosen by the reader'
  }
}
