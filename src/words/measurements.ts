import type { Measurement, MeasurementName } from '../domain/finding.ts'
import { decimal } from './numbers.ts'
import { WORDS } from './words.ts'

const DIGITS = {
  canal_ap_diameter: 1,
  csf_signal_ratio: 0,
  disc_height: 1,
  disc_height_index: 0,
  disc_signal_ratio: 0,
  listhesis: 1,
  listhesis_percent: 0,
  lordosis: 0,
} as const satisfies Record<MeasurementName, number>

/** A measurement in as many digits as its method supports. */
export function valueOf(name: MeasurementName, value: number): string {
  return decimal(value, DIGITS[name], WORDS.locale)
}

/** A unit as it is written behind a number. */
function unitSign(unit: Measurement['unit']): string {
  return unit === 'deg' ? '°' : ` ${unit}`
}

/** For example `6.1 ± 0.4 mm`. */
export function valueInWords({
  name,
  value,
  uncertainty,
  unit,
}: Pick<Measurement, 'name' | 'value' | 'uncertainty' | 'unit'>): string {
  return `${valueOf(name, value)} ± ${valueOf(name, uncertainty)}${unitSign(unit)}`
}

/** A disc finding of a pack, by its label; an unknown label is shown as it is. */
export function discFindingName(label: string): string {
  return WORDS.discFindings[label] ?? label
}
