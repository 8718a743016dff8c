import { headerWords } from './header-words.ts'
import { readContrastAgent } from './read-contrast-agent.ts'
import { imageTypesOf, readDixon } from './read-dixon.ts'
import type { DixonImage } from './read-dixon.ts'
import { isFatSaturated } from './read-fat-saturation.ts'
import { readRegion } from './read-region.ts'
import type { PlacedFrame } from './placed-frame.ts'

/** Whether a stack may be analysed at all, and what counts against it beside others. */
export type Suitability = {
  /** Why it has no role, in a word or two: `localizer`, `CT`, `cervical spine`. */
  readonly excluded: string | undefined
  /** 0 is best. */
  readonly cost: number
}

const LOCALIZER =
  / (?:loc|locs|loca|locali\w*|localz\w*|scout\w*|survey\w*|pilot\w*|3 ?plane|smartbrain|autoalign\w*|aascout)(?= )/

/** ImageType values of pictures made from images, not of the patient. */
const MADE_FROM_IMAGES: Readonly<Record<string, string>> = {
  LOCALIZER: 'localizer',
  'PROJECTION IMAGE': 'projection',
  MIP: 'projection',
  MINIP: 'projection',
  'SCREEN SAVE': 'screen save',
  SUBTRACTION: 'subtraction',
  SUBTRACT: 'subtraction',
  ADC: 'diffusion',
  DIFFUSION: 'diffusion',
  'PHASE MAP': 'parameter map',
  T1_MAP: 'parameter map',
  T2_MAP: 'parameter map',
  'T1 MAP': 'parameter map',
  'T2 MAP': 'parameter map',
  FAT_FRACTION: 'parameter map',
}

/** A scanner's own computation, contrast agent, and fat that is missing from the picture, each worse than all behind it. */
const COSTS = { derived: 8, afterContrast: 4, fatSaturated: 1 } as const
const DIXON_COSTS: Readonly<Record<DixonImage, number>> = {
  'in-phase': 0,
  water: 0, // counted as fat-saturated
  'opposed-phase': 2,
  fat: 0,
}

export function readSuitability(frames: readonly PlacedFrame[]): Suitability {
  const [first] = frames as [PlacedFrame]
  const { instance } = first
  const types = imageTypesOf(first)
  const dixon = readDixon(first)
  return {
    excluded: excludedAs(first, types, dixon),
    cost:
      (types[0] === 'DERIVED' ? COSTS.derived : 0) +
      (readContrastAgent(instance) ? COSTS.afterContrast : 0) +
      (isFatSaturated(instance, dixon) ? COSTS.fatSaturated : 0) +
      (dixon === undefined ? 0 : DIXON_COSTS[dixon]),
  }
}

function excludedAs(
  { instance }: PlacedFrame,
  types: readonly string[],
  dixon: DixonImage | undefined,
): string | undefined {
  const { modality, pixels, series } = instance
  if (modality !== undefined && modality.toUpperCase() !== 'MR') return modality
  const made = types.map((type) => MADE_FROM_IMAGES[type]).find((reason) => reason !== undefined)
  if (made) return made
  if (!pixels.photometricInterpretation.startsWith('MONOCHROME')) return 'colour'
  if (types[0] === 'DERIVED' && types[1] === 'SECONDARY' && types.includes('OTHER')) return 'derived images'
  if (LOCALIZER.test(headerWords(series.description, series.protocolName))) return 'localizer'
  if (dixon === 'fat') return 'fat image'
  const region = readRegion(instance)
  return region === undefined || region === 'lumbar' ? undefined : `${region} spine`
}
