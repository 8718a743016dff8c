import type { MeasurementName } from '../../domain/finding.ts'
import { decimal } from './numbers.ts'
import { WORDS } from './words.ts'

const DIGITS = {
  canal_ap_diameter: 1,
  csf_signal_ratio: 0,
  disc_height: 1,
  disc_signal_ratio: 0,
  listhesis: 1,
} as const satisfies Record<MeasurementName, number>

/** A measurement in as many digits as its method supports. */
export function valueOf(name: MeasurementName, value: number): string {
  return decimal(value, DIGITS[name], WORDS.locale)
}

export function valueInWords(name: MeasurementName, value: number, unit: string): string {
  return `${valueOf(name, value)} ${unit}`
}

/** A disc finding of a pack, by its label; an unknown label is shown as it is. */
export function discFindingName(label: string): string {
  return WORDS.discFindings[label] ?? label
}
