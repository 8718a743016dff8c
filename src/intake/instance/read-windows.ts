import type { HeaderWindow } from '../../domain/grey-window.ts'
import { decodeText } from '../header/character-set.ts'
import { decimals, elementOf, items, string, valueBytes } from '../header/header-values.ts'
import type { ElementTable } from '../header/header-values.ts'
import type { AttributeName } from '../header/wanted-tags.ts'
import { readLookupTable } from './lookup-table.ts'
import type { LookupTable } from './lookup-table.ts'

/** A curve of more samples than this gains nothing at 256 greys. */
const MOST_SAMPLES = 1024

/**
 * The windows that a VOI LUT module or macro offers (DICOM PS3.3 C.11.2): its pairs of centre and width, then its tables.
 * Each has the name that the header gives it. Pairs without a width are left out.
 */
export function readWindows(
  table: ElementTable,
  terms: readonly string[],
  signed: boolean,
): readonly HeaderWindow[] {
  const centers = decimals(table, 'WindowCenter')
  const tables = items(table, 'VOILUTSequence')
  if (centers.length === 0 && tables.length === 0) return NO_WINDOWS
  const widths = decimals(table, 'WindowWidth')
  const names = readText(table, 'WindowCenterWidthExplanation', terms).split('\\')
  const isSigmoid = string(table, 'VOILUTFunction')?.toUpperCase() === 'SIGMOID'
  const shape = isSigmoid ? ({ isSigmoid } as const) : {}
  const pairs = centers.flatMap((center, index) => {
    const width = widths[index]
    if (!Number.isFinite(center) || width === undefined || !(width > 0)) return []
    return [named({ center, width, ...shape }, names[index])]
  })
  const curves = tables.flatMap((item) => {
    const lut = readLookupTable(item, 'LUTDescriptor', 'LUTData', signed)
    return lut && lut.entries.length > 1
      ? [named(curveOf(lut), readText(item, 'LUTExplanation', terms).replaceAll('\\', ' '))]
      : []
  })
  return [...pairs, ...curves]
}

const NO_WINDOWS: readonly HeaderWindow[] = []

/** A table as the window over the values that it maps, with its greys as the curve between black and white. */
function curveOf({ first, entries, bits }: LookupTable): HeaderWindow {
  const last = entries.length - 1
  const samples = Math.min(entries.length, MOST_SAMPLES)
  const white = 2 ** bits - 1
  const curve = Uint8Array.from({ length: samples }, (_, index) =>
    Math.round((entries[Math.round((index * last) / (samples - 1))]! * 255) / white),
  )
  return { center: first + last / 2, width: last, curve }
}

function named(window: HeaderWindow, name: string | undefined): HeaderWindow {
  const shown = name?.trim() ?? ''
  return shown === '' ? window : { ...window, name: shown }
}

function readText(table: ElementTable, name: AttributeName, terms: readonly string[]): string {
  return elementOf(table, name) ? decodeText(valueBytes(table, name), terms) : ''
}
