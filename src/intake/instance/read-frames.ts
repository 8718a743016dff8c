import { cross, length, normalize } from '../../domain/geometry.ts'
import type { ImageGeometry } from '../../domain/image-geometry.ts'
import {
  decimal,
  decimals,
  doubles,
  item,
  items,
  strings,
  unsignedLongs,
  unsignedShorts,
} from '../header/header-values.ts'
import type { ElementTable } from '../header/header-values.ts'
import type { FrameFacts } from './instance.ts'
import { placeClassicFrames } from './place-classic-frames.ts'
import { readMeasuredScale, readRescale } from './read-scaling.ts'
import { readWindows } from './read-windows.ts'

/** More frames than this is a damaged NumberOfFrames: a whole night's functional MR has fewer. */
const MOST_FRAMES = 65_536

/** Cosines this far from a right angle are no image plane. */
const ORTHOGONAL_WITHIN = 0.01

/** What of the data set the facts of its frames depend on. */
export type FrameContext = {
  readonly rows: number
  readonly columns: number
  readonly signed: boolean
  /** The values of SpecificCharacterSet. */
  readonly terms: readonly string[]
}

export type ReadFrames = {
  readonly frames: readonly FrameFacts[]
  /** The frames were laid this far apart, mm, since their header gives only the first one's place. */
  readonly assumedSpacingMm: number | undefined
}

/**
 * The facts of each frame: of a classic image from the data set itself, of an enhanced one from its per-frame functional
 * groups, else the shared ones, else the data set (DICOM PS3.3 C.7.6.16).
 */
export function readFrames(table: ElementTable, numberOfFrames: number, context: FrameContext): ReadFrames {
  const shared = item(table, 'x52009229')
  const perFrame = items(table, 'x52009230')
  const count = Math.min(numberOfFrames, MOST_FRAMES)
  if (shared === undefined && perFrame.length === 0) return readClassicFrames(table, count, context)
  const frames = Array.from({ length: count }, (_, index) => {
    const groups = [perFrame[index], shared].filter((group) => group !== undefined)
    return readEnhancedFrame(table, groups, index, context)
  })
  return { frames, assumedSpacingMm: undefined }
}

function readClassicFrames(table: ElementTable, count: number, context: FrameContext): ReadFrames {
  const imageType = strings(table, 'x00080008')
  const first = isMosaic(table, imageType) ? undefined : readPlane(table, context)
  const rescale = readRescale(table)
  const facts = {
    windows: readWindows(table, context.terms, context.signed),
    ...rescale,
    measured: readMeasuredScale([table], rescale),
    imageType,
    echoTimeMs: decimal(table, 'x00180081'),
    repetitionTimeMs: decimal(table, 'x00180080'),
    inversionTimeMs: decimal(table, 'x00180082'),
    dimensionIndices: NO_INDICES,
    temporalIndex: decimal(table, 'x00200100'),
  }
  if (count === 1) {
    return { frames: [{ frameNumber: 1, geometry: first, ...facts }], assumedSpacingMm: undefined }
  }
  const placed = first && placeClassicFrames(table, count, first)
  return {
    frames: Array.from({ length: count }, (_, index) => ({
      frameNumber: index + 1,
      geometry: placed?.geometries[index],
      ...facts,
    })),
    assumedSpacingMm: placed?.assumedSpacingMm,
  }
}

const NO_INDICES: readonly number[] = []

/** A Siemens mosaic tiles many slices on one picture, whose own position means none of them. */
function isMosaic(table: ElementTable, imageType: readonly string[]): boolean {
  return imageType.includes('MOSAIC') || (unsignedShorts(table, MOSAIC_IMAGES)[0] ?? 0) > 1
}

/** NumberOfImagesInMosaic of `SIEMENS MR HEADER`. */
const MOSAIC_IMAGES = 'x0019100a'

function readPlane(table: ElementTable, { rows, columns }: FrameContext): ImageGeometry | undefined {
  return geometryOf(
    decimals(table, 'x00200032'),
    decimals(table, 'x00200037'),
    firstFilled(decimals(table, 'x00280030'), decimals(table, 'x00182010')),
    rows,
    columns,
  )
}

function readEnhancedFrame(
  table: ElementTable,
  groups: readonly ElementTable[],
  index: number,
  { rows, columns, signed, terms }: FrameContext,
): FrameFacts {
  const macro = (tag: string) => firstDefined(groups, (group) => item(group, tag))
  const content = macro('x00209111')
  const measures = macro('x00289110')
  const voi = macro('x00289132') ?? table
  const timing = macro('x00189112')
  const echo = macro('x00189114')
  const modifier = macro('x00189115')
  const position = macro('x00209113')
  const orientation = macro('x00209116')
  const rescale = readRescale(macro('x00289145') ?? table)
  return {
    frameNumber: index + 1,
    geometry: geometryOf(
      decimals(position ?? table, 'x00200032'),
      decimals(orientation ?? table, 'x00200037'),
      decimals(measures ?? table, 'x00280030'),
      rows,
      columns,
    ),
    windows: readWindows(voi, terms, signed),
    ...rescale,
    measured: readMeasuredScale([...groups, table], rescale),
    imageType: firstFilled(strings(macro('x00189226') ?? table, 'x00089007'), strings(table, 'x00080008')),
    echoTimeMs: doubles(echo ?? table, 'x00189082')[0] ?? decimal(table, 'x00180081'),
    repetitionTimeMs: decimal(timing ?? table, 'x00180080'),
    inversionTimeMs: doubles(modifier ?? table, 'x00189079')[0] ?? decimal(table, 'x00180082'),
    dimensionIndices: content ? unsignedLongs(content, 'x00209157') : [],
    temporalIndex: content ? unsignedLongs(content, 'x00209128')[0] : undefined,
  }
}

/** The image plane, or undefined when the header's numbers are none: too few, not finite, not at right angles. */
export function geometryOf(
  position: readonly number[],
  orientation: readonly number[],
  spacing: readonly number[],
  rows: number,
  columns: number,
): ImageGeometry | undefined {
  const [x, y, z] = position
  const [cx, cy, cz, rx, ry, rz] = orientation
  const [rowSpacingMm, columnSpacingMm = rowSpacingMm] = spacing
  const all = [x, y, z, cx, cy, cz, rx, ry, rz, rowSpacingMm, columnSpacingMm]
  if (!all.every((value) => value !== undefined && Number.isFinite(value))) return undefined
  if (!(rowSpacingMm! > 0 && columnSpacingMm! > 0)) return undefined
  const along = [cx!, cy!, cz!] as const
  const down = [rx!, ry!, rz!] as const
  if (length(along) < 0.5 || length(down) < 0.5) return undefined
  const columnDirection = normalize(along)
  const rowDirection = normalize(down)
  if (length(cross(columnDirection, rowDirection)) < 1 - ORTHOGONAL_WITHIN) return undefined
  return {
    position: [x!, y!, z!],
    columnDirection,
    rowDirection,
    columnSpacingMm: columnSpacingMm!,
    rowSpacingMm: rowSpacingMm!,
    columns,
    rows,
  }
}

function firstDefined<T, R>(candidates: readonly T[], pick: (candidate: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const picked = pick(candidate)
    if (picked !== undefined) return picked
  }
  return undefined
}

function firstFilled<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  return first.length > 0 ? first : second
}
