import type { DiscFinding, Measurement } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import {
  cauda,
  CAUDA,
  DCM,
  discFindingCode,
  LEVEL_CODES,
  MEASUREMENT_CODES,
  SCT,
  UNITS,
} from '../coding/codes.ts'
import type { Code } from '../coding/codes.ts'
import type { ReportLevel, ReportModel } from '../model/report-model.ts'
import type { SrItem } from './sr-content.ts'
import { algorithm, code, measuredOn, regions, site, templateOf, text, tracking } from './sr-parts.ts'

/** What the model measured at a level and found of its disc, as one group; none where it did neither. */
export function measuredGroups(
  model: ReportModel,
  { level, located, measurements, discFindings }: ReportLevel,
): SrItem[] {
  if (measurements.length === 0 && discFindings.length === 0) return []
  const where = measuredOn(model, located)
  return [
    {
      type: 'CONTAINER',
      relationship: 'CONTAINS',
      name: DCM.measurementGroup,
      template: templateOf(located),
      children: [
        ...tracking(model, `${level} measurements`),
        ...regions(model, located),
        text('CONTAINS', DCM.comment, `Measured on ${LEVEL_NAMES[level]} by the model`),
        site(LEVEL_CODES[level], undefined),
        ...algorithm(model, undefined),
        ...measurements.map((measurement) => measured(measurement, where)),
        ...discFindings.map((finding) => found(finding, where)),
      ],
    },
  ]
}

/** TID 300: a value with its method, its uncertainty and where it was measured. */
function measured({ name, value, uncertainty, unit, method }: Measurement, where: SrItem[]): SrItem {
  return {
    ...number(MEASUREMENT_CODES[name], value, UNITS[unit]),
    children: [
      code('HAS CONCEPT MOD', SCT.measurementMethod, cauda(method, method.replaceAll('-', ' '))),
      standardUncertainty(uncertainty, UNITS[unit]),
      ...where,
    ],
  }
}

function found({ name, value }: DiscFinding, where: SrItem[]): SrItem {
  const item =
    name === 'pfirrmann'
      ? number(discFindingCode(name), value, UNITS.one)
      : number(discFindingCode(name), 100 * value, UNITS['%'])
  return { ...item, children: where }
}

/** A value to four decimals. */
export function number(name: Code, value: number, unit: Code): SrItem {
  return { type: 'NUM', relationship: 'CONTAINS', name, value: Number(value.toFixed(4)), unit }
}

export function standardUncertainty(value: number, unit: Code): SrItem {
  return { ...number(CAUDA.standardUncertainty, value, unit), relationship: 'HAS PROPERTIES' }
}
