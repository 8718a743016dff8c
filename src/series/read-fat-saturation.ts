import type { Instance } from '../intake/instance/instance.ts'
import { findAffirmed, headerWords } from './header-words.ts'
import type { DixonImage } from './read-dixon.ts'

const SATURATED = / (?:fs|fsat|fat ?sat\w*|fatsat\w*|spair|spir|stir\w*|tirm\w*|chess|water ?excit\w*)(?= )/g

/** ScanOptions of DICOM (PS3.3 C.8.3.1) and GE's own. */
const SATURATING_OPTIONS = ['FS', 'FATSAT_GEMS', 'FAT_SAT']

/** Whether the signal of fat is suppressed: by ScanOptions, by the description, or as the water image of a Dixon acquisition. */
export function isFatSaturated({ acquisition, series }: Instance, dixon: DixonImage | undefined): boolean {
  const options = acquisition.scanOptions.map((option) => option.trim().toUpperCase())
  if (dixon !== undefined) return dixon === 'water'
  return (
    options.some((option) => SATURATING_OPTIONS.includes(option)) ||
    findAffirmed(headerWords(series.description), SATURATED) !== undefined
  )
}
