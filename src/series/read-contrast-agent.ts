import type { ContrastAgent } from '../domain/study.ts'
import type { Instance } from '../intake/instance/instance.ts'
import { findAffirmed, headerWords } from './header-words.ts'

/** What stands behind "T1" where contrast agent was given. "POST OP" is another matter. */
const AFTER_CONTRAST =
  / (?:gd|gad|gado\w*|dotarem|gadovist|km|kontrast\w*|contrast\w*|ce|inj\w*|post(?! ?op\w*)(?! lam\w*)(?! surg\w*)(?! process\w*)|postgd|postcontrast|\+ ?c|\+ ?gd|\+ ?km|c \+)(?= )/g

/** Before contrast, whatever else the description says: "GD nativ". */
const NATIVE = / (?:nativ\w*|unenhanced|precontrast)(?= )/

/** What ContrastBolusAgent holds where none was given, and where nobody filled it in. */
const NO_AGENT =
  /^ (?:no|none|non|n|nein|not|nil|0|ohne|kein\w*|without|w o|wo|sans|sin|senza|native?|unenhanced|pre)(?= )/
const NOT_FILLED_IN = /^ (?:unknown|unbekannt|na|n a|tbd)(?= )/

/**
 * Whether a contrast agent was given before these images, by ContrastBolusAgent and by the words of the description.
 * Undefined where neither speaks of one. Where they contradict each other it counts as given, and the contradiction is told.
 */
export function readContrastAgent({ acquisition, series }: Instance): ContrastAgent | undefined {
  const agent = acquisition.contrastAgent ?? ''
  const attribute = headerWords(agent)
  const isDenied = NO_AGENT.test(attribute)
  const isNamed = attribute !== '' && !isDenied && !NOT_FILLED_IN.test(attribute)
  const words = headerWords(series.description)
  const isDescribed = findAffirmed(words, AFTER_CONTRAST) !== undefined && !NATIVE.test(words)
  if (isNamed) return { agent, isContradicted: NATIVE.test(words) }
  return isDescribed ? { agent: '', isContradicted: isDenied } : undefined
}
