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
import type { AttributeName } from '../header/wanted-tags.ts'
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
  const shared = item(table, 'SharedFunctionalGroupsSequence')
  const perFrame = items(table, 'PerFrameFunctionalGroupsSequence')
  const count = Math.min(numberOfFrames, MOST_FRAMES)
  if (shared === undefined && perFrame.length === 0) return readClassicFrames(table, count, context)
  const frames = Array.from({ length: count }, (_, index) => {
    const groups = [perFrame[index], shared].filter((group) => group !== undefined)
    return readEnhancedFrame(table, groups, index, context)
  })
  return { frames, assumedSpacingMm: undefined }
}

function readClassicFrames(table: ElementTable, count: number, context: FrameContext): ReadFrames {
  const imageType = strings(table, 'ImageType')
  const first = isMosaic(table, imageType) ? undefined : readPlane(table, context)
  const rescale = readRescale(table)
  const facts = {
    windows: readWindows(table, context.terms, context.signed),
    ...rescale,
    measured: readMeasuredScale([table], rescale),
    imageType,
    echoTimeMs: decimal(table, 'EchoTime'),
    repetitionTimeMs: decimal(table, 'RepetitionTime'),
    inversionTimeMs: decimal(table, 'InversionTime'),
    dimensionIndices: NO_INDICES,
    temporalIndex: decimal(table, 'TemporalPositionIdentifier'),
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
  return imageType.includes('MOSAIC') || (unsignedShorts(table, 'SiemensImagesInMosaic')[0] ?? 0) > 1
}

function readPlane(table: ElementTable, { rows, columns }: FrameContext): ImageGeometry | undefined {
  return geometryOf(
    decimals(table, 'ImagePositionPatient'),
    decimals(table, 'ImageOrientationPatient'),
    firstFilled(decimals(table, 'PixelSpacing'), decimals(table, 'NominalScannedPixelSpacing')),
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
  const macro = (name: AttributeName) => firstDefined(groups, (group) => item(group, name))
  const content = macro('FrameContentSequence')
  const measures = macro('PixelMeasuresSequence')
  const voi = macro('FrameVOILUTSequence') ?? table
  const timing = macro('MRTimingAndRelatedParametersSequence')
  const echo = macro('MREchoSequence')
  const modifier = macro('MRModifierSequence')
  const position = macro('PlanePositionSequence')
  const orientation = macro('PlaneOrientationSequence')
  const rescale = readRescale(macro('PixelValueTransformationSequence') ?? table)
  return {
    frameNumber: index + 1,
    geometry: geometryOf(
      decimals(position ?? table, 'ImagePositionPatient'),
      decimals(orientation ?? table, 'ImageOrientationPatient'),
      decimals(measures ?? table, 'PixelSpacing'),
      rows,
      columns,
    ),
    windows: readWindows(voi, terms, signed),
    ...rescale,
    measured: readMeasuredScale([...groups, table], rescale),
    imageType: firstFilled(
      strings(macro('MRImageFrameTypeSequence') ?? table, 'FrameType'),
      strings(table, 'ImageType'),
    ),
    echoTimeMs: doubles(echo ?? table, 'EffectiveEchoTime')[0] ?? decimal(table, 'EchoTime'),
    repetitionTimeMs: decimal(timing ?? table, 'RepetitionTime'),
    inversionTimeMs: doubles(modifier ?? table, 'InversionTimes')[0] ?? decimal(table, 'InversionTime'),
    dimensionIndices: content ? unsignedLongs(content, 'DimensionIndexValues') : [],
    temporalIndex: content ? unsignedLongs(content, 'TemporalPositionIndex')[0] : undefined,
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
