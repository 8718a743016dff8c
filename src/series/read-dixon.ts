import { headerWords } from './header-words.ts'
import type { PlacedFrame } from './placed-frame.ts'

/** Which image of a chemical-shift (Dixon) acquisition. */
export type DixonImage = 'water' | 'fat' | 'in-phase' | 'opposed-phase'

/** ImageType values from the third on, as Siemens, GE and Philips write them. */
const BY_TYPE: Readonly<Record<string, DixonImage>> = {
  WATER: 'water',
  W: 'water',
  FAT: 'fat',
  F: 'fat',
  IN_PHASE: 'in-phase',
  INPHASE: 'in-phase',
  IN: 'in-phase',
  IP: 'in-phase',
  OUT_PHASE: 'opposed-phase',
  OUTPHASE: 'opposed-phase',
  OPP_PHASE: 'opposed-phase',
  OPPOSED_PHASE: 'opposed-phase',
  OPP: 'opposed-phase',
  OP: 'opposed-phase',
}

const IS_DIXON = / (?:m?dixon\w*|ideal|flex|lava)(?= )/

/** In front as GE writes them ("FAT: Sag T2 FLEX"), at the end as Siemens does ("t2_tse_dixon_sag_F"). */
const BY_WORD: readonly (readonly [DixonImage, RegExp])[] = [
  ['water', /^ (?:water|w) | (?:water|w) $/],
  ['fat', /^ (?:fat|f) | (?:fat|f) $/],
  ['in-phase', /^ (?:in|ip|in ?phase) | (?:in|ip|in ?phase) $/],
  [
    'opposed-phase',
    /^ (?:out|op|opp|out ?phase|opp phase|opposed phase) | (?:out|op|opp|out ?phase|opp phase) $/,
  ],
]

/** ImageType and FrameType of a frame, whatever their case and padding. */
export function imageTypesOf({ instance, frame }: PlacedFrame): readonly string[] {
  return [...instance.imageType, ...frame.imageType].map((type) => type.trim().toUpperCase())
}

/** Which Dixon image a series holds, by ImageType, else by its description; undefined for other series. */
export function readDixon(frame: PlacedFrame): DixonImage | undefined {
  const types = imageTypesOf(frame)
  const byType = types.slice(2).map((type) => BY_TYPE[type])
  const typed = byType.find((image) => image !== undefined)
  if (typed !== undefined) return typed
  const words = headerWords(frame.instance.series.description)
  if (!types.includes('DIXON') && !IS_DIXON.test(words)) return undefined
  return BY_WORD.find(([, pattern]) => pattern.test(words))?.[0]
}
