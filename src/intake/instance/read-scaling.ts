import type { MeasuredScale } from '../../domain/study.ts'
import { binaryNumbers, decimal, doubles, elementOf, item, string } from '../header/header-values.ts'
import type { ElementTable } from '../header/header-values.ts'

/** value = stored * slope + intercept: what windows count in. */
export type Rescale = { readonly slope: number; readonly intercept: number }

/** Rescale slope and intercept (Modality LUT, PS3.3 C.11.1); 1 and 0 where they say nothing. */
export function readRescale(table: ElementTable): Rescale {
  const slope = decimal(table, 'RescaleSlope')
  return {
    slope: slope === undefined || slope === 0 ? 1 : slope,
    intercept: decimal(table, 'RescaleIntercept') ?? 0,
  }
}

/**
 * What a stored value measures, where that is other than the rescaled value: by the first of `tables` with a Real World
 * Value Mapping (PS3.3 C.7.6.16.2.11) or with Philips' private scale. `mappings`: functional groups before the data set.
 */
export function readMeasuredScale(
  tables: readonly ElementTable[],
  rescale: Rescale,
): MeasuredScale | undefined {
  for (const table of tables) {
    const scale = readRealWorld(item(table, 'RealWorldValueMappingSequence'))
    if (scale) return scale
  }
  for (const table of tables) {
    const scale = readPhilipsScale(table, rescale)
    if (scale) return scale
  }
  return undefined
}

/** The mapping in a straight line; one by a table is not read. UCUM's `1`, no unit, is an empty unit. */
function readRealWorld(mapping: ElementTable | undefined): MeasuredScale | undefined {
  if (!mapping) return undefined
  const [slope] = doubles(mapping, 'RealWorldValueSlope')
  if (slope === undefined || slope === 0 || !Number.isFinite(slope)) return undefined
  const unit = string(item(mapping, 'MeasurementUnitsCodeSequence') ?? mapping, 'CodeValue') ?? ''
  return {
    slope,
    intercept: doubles(mapping, 'RealWorldValueIntercept')[0] ?? 0,
    unit: unit === '1' ? '' : unit,
  }
}

/**
 * Philips rescales every image to fill its bits, by a factor of its own; its private scale slope takes that back, so that
 * values compare between images and series: (stored * slope + intercept) / (slope * scaleSlope). The rescaled value is what
 * the console shows. Source: the legend that Philips writes into every PAR file. In enhanced objects the scale stands
 * in a private sequence of the frame.
 */
function readPhilipsScale(table: ElementTable, { slope, intercept }: Rescale): MeasuredScale | undefined {
  const holder = item(table, 'PhilipsPerFrameSequence') ?? table
  if (!elementOf(holder, 'PhilipsScaleSlope')) return undefined
  if (!string(holder, 'PhilipsPrivateCreator')?.startsWith('Philips')) return undefined
  const [scaleSlope] = binaryNumbers(holder, 'PhilipsScaleSlope', 'readFloat', 4)
  if (scaleSlope === undefined || !(scaleSlope > 0) || !Number.isFinite(scaleSlope)) return undefined
  return { slope: 1 / scaleSlope, intercept: intercept / (slope * scaleSlope), unit: '' }
}
