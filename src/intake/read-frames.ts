import { cross, length, normalize } from '../domain/geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import { decimal, decimals, doubles, item, items, string, strings, unsignedLongs } from './header-values.ts'
import type { ElementTable } from './header-values.ts'
import type { FrameFacts, Window } from './instance.ts'

/** More frames than this is a damaged NumberOfFrames: a whole night's functional MR has fewer. */
const MOST_FRAMES = 65_536

/** Cosines this far from a right angle are no image plane. */
const ORTHOGONAL_WITHIN = 0.01

/**
 * The facts of each frame: of a classic image from the data set itself, of an enhanced one from its per-frame functional
 * groups, else the shared ones, else the data set (DICOM PS3.3 C.7.6.16).
 */
export function readFrames(
  table: ElementTable,
  numberOfFrames: number,
  rows: number,
  columns: number,
): readonly FrameFacts[] {
  const shared = item(table, 'x52009229')
  const perFrame = items(table, 'x52009230')
  const enhanced = shared !== undefined || perFrame.length > 0
  const count = Math.min(numberOfFrames, MOST_FRAMES)
  return Array.from({ length: count }, (_, index) => {
    const groups = [perFrame[index], shared].filter((group) => group !== undefined)
    return enhanced
      ? readEnhancedFrame(table, groups, index, rows, columns)
      : readClassicFrame(table, index, rows, columns, count)
  })
}

function readClassicFrame(
  table: ElementTable,
  index: number,
  rows: number,
  columns: number,
  count: number,
): FrameFacts {
  // The frames of a classic multi-frame object share one position, and so do the tiles of a Siemens mosaic: they cannot be
  // placed one by one.
  const imageType = strings(table, 'x00080008')
  const geometry =
    count === 1 && !imageType.includes('MOSAIC')
      ? geometryOf(
          decimals(table, 'x00200032'),
          decimals(table, 'x00200037'),
          firstFilled(decimals(table, 'x00280030'), decimals(table, 'x00182010')),
          rows,
          columns,
        )
      : undefined
  return {
    frameNumber: index + 1,
    geometry,
    windows: windowsOf(table),
    ...rescaleOf(table),
    realWorld: realWorldOf(item(table, 'x00409096')),
    imageType,
    echoTimeMs: decimal(table, 'x00180081'),
    repetitionTimeMs: decimal(table, 'x00180080'),
    inversionTimeMs: decimal(table, 'x00180082'),
    dimensionIndices: [],
    temporalIndex: decimal(table, 'x00200100'),
  }
}

function readEnhancedFrame(
  table: ElementTable,
  groups: readonly ElementTable[],
  index: number,
  rows: number,
  columns: number,
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
  return {
    frameNumber: index + 1,
    geometry: geometryOf(
      decimals(position ?? table, 'x00200032'),
      decimals(orientation ?? table, 'x00200037'),
      decimals(measures ?? table, 'x00280030'),
      rows,
      columns,
    ),
    windows: windowsOf(voi),
    ...rescaleOf(macro('x00289145') ?? table),
    realWorld: realWorldOf(macro('x00409096') ?? item(table, 'x00409096')),
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

function windowsOf(table: ElementTable): readonly Window[] {
  const centers = decimals(table, 'x00281050')
  const widths = decimals(table, 'x00281051')
  return centers.flatMap((center, index) => {
    const width = widths[index]
    return Number.isFinite(center) && width !== undefined && width > 0 ? [{ center, width }] : []
  })
}

function rescaleOf(table: ElementTable): { slope: number; intercept: number } {
  const slope = decimal(table, 'x00281053')
  return {
    slope: slope === undefined || slope === 0 ? 1 : slope,
    intercept: decimal(table, 'x00281052') ?? 0,
  }
}

function realWorldOf(mapping: ElementTable | undefined): FrameFacts['realWorld'] {
  if (!mapping) return undefined
  const [slope] = doubles(mapping, 'x00409225')
  if (slope === undefined) return undefined
  const unit = item(mapping, 'x004008ea')
  return {
    slope,
    intercept: doubles(mapping, 'x00409224')[0] ?? 0,
    unit: (unit && string(unit, 'x00080100')) ?? '1',
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
