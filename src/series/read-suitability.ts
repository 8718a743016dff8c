import type { PlacedFrame } from './split-stacks.ts'

/** Whether a stack may be analysed at all, and what counts against it beside others. */
export type Suitability = {
  /** Why it has no role, in a word or two: `localizer`, `CT`, `cervical spine`. */
  readonly excluded: string | undefined
  /** T1 after contrast agent: used only where there is no other, and said so. */
  readonly afterContrast: boolean
  /** 0 is best. */
  readonly cost: number
}

const LOCALIZER = /\bloc|scout|survey|pilot|3.?plane|smartbrain|autoalign/i
const CERVICAL = /cerv|\bc.?spine|\bhws\b|c[1-7]\b/i
const THORACIC = /thor|dorsal|\bt.?spine|\bbws\b/i
const LUMBAR = /lumb|\bl.?spine|\blws\b|\blss\b|l[1-5]\b/i
const AFTER_CONTRAST =
  /\bpost\b|post.?(con|gad|gd)|\+\s?c\b|\bc\+|\+\s?gd|\bgd\b|gado|\+\s?km\b|\bkm\b|\bce\b/i
const FAT_SATURATED = /\bfs\b|fat.?sat|\bspair\b|\bspir\b|dixon|_w\b/i

/** ImageType values of pictures made from images, not of the patient. */
const MADE_FROM_IMAGES = new Map([
  ['LOCALIZER', 'localizer'],
  ['PROJECTION IMAGE', 'projection'],
  ['MIP', 'projection'],
  ['MINIP', 'projection'],
  ['SCREEN SAVE', 'screen save'],
  ['SUBTRACTION', 'subtraction'],
  ['SUBTRACT', 'subtraction'],
  ['ADC', 'diffusion map'],
  ['DIFFUSION', 'diffusion'],
  ['PHASE MAP', 'phase map'],
])

export function readSuitability(frames: readonly PlacedFrame[]): Suitability {
  const { instance, frame } = frames[0]!
  const { series, imageType, modality, acquisition } = instance
  const text = `${series.description} ${series.protocolName ?? ''}`
  const types = [...imageType, ...frame.imageType].map((type) => type.toUpperCase())
  const afterContrast = AFTER_CONTRAST.test(text) || isAgent(acquisition.contrastAgent)
  return {
    excluded: excludedAs(
      modality,
      instance.pixels.photometricInterpretation,
      types,
      text,
      `${text} ${series.bodyPart ?? ''} ${instance.study.description ?? ''}`,
    ),
    afterContrast,
    cost: (types[0] === 'DERIVED' ? 4 : 0) + (afterContrast ? 2 : 0) + (FAT_SATURATED.test(text) ? 1 : 0),
  }
}

function excludedAs(
  modality: string | undefined,
  photometricInterpretation: string,
  types: readonly string[],
  text: string,
  regionText: string,
): string | undefined {
  if (modality !== undefined && modality !== 'MR') return modality
  const made = types.map((type) => MADE_FROM_IMAGES.get(type)).find((name) => name !== undefined)
  if (made) return made
  if (!photometricInterpretation.startsWith('MONOCHROME')) return 'colour'
  if (types[0] === 'DERIVED' && types[1] === 'SECONDARY' && types.includes('OTHER')) return 'derived images'
  if (LOCALIZER.test(text)) return 'localizer'
  if (LUMBAR.test(regionText)) return undefined
  if (CERVICAL.test(regionText)) return 'cervical spine'
  return THORACIC.test(regionText) ? 'thoracic spine' : undefined
}

function isAgent(agent: string | undefined): boolean {
  return agent !== undefined && !/^(no|none|n|0|without.*)$/i.test(agent)
}
