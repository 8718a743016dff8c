import type { MeasurementName } from '../../domain/finding.ts'

type MeasureWords = { readonly name: string; readonly short: string; readonly digits: number }

export const MEASUREMENT_WORDS = {
  canal_ap_diameter: { name: 'Canal AP diameter', short: 'Canal AP', digits: 1 },
  csf_signal_ratio: { name: 'CSF signal of neighbouring levels', short: 'CSF signal', digits: 0 },
  disc_height: { name: 'Disc height', short: 'Disc height', digits: 1 },
  disc_signal_ratio: { name: 'Disc signal', short: 'Disc signal', digits: 0 },
  listhesis: { name: 'Listhesis', short: 'Listhesis', digits: 1 },
} as const satisfies Record<MeasurementName, MeasureWords>

export function valueInWords(name: MeasurementName, value: number, unit: string): string {
  return `${value.toFixed(MEASUREMENT_WORDS[name].digits)} ${unit}`
}

/** Disc findings of a pack, by its label; an unknown label is shown as it is. */
export const DISC_FINDING_NAMES: Readonly<Record<string, string>> = {
  herniation: 'Herniation',
  bulge: 'Bulge',
  spondylolisthesis: 'Spondylolisthesis',
  stenosis: 'Stenosis',
  pfirrmann: 'Pfirrmann grade',
}
