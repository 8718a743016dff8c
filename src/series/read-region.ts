import type { Instance } from '../intake/instance/instance.ts'
import { headerWords } from './header-words.ts'

/** Part of the spine that a text names, `lumbar` where it names several with the lumbar among them. */
export type Region = 'lumbar' | 'cervical' | 'thoracic'

const LUMBAR =
  / (?:lumb\w*|thoracolumb\w*|lumbosacr\w*|l ?spine|lsp|lws|lss|ls spine|l[1-5]|lendenwirb\w*|lombaire\w*)(?= )/
const CERVICAL = / (?:cerv\w*|c ?spine|csp|hws|c[1-7]|halswirb\w*)(?= )/
const THORACIC = / (?:thor\w*|dors\w*|t ?spine|tsp|bws|brustwirb\w*)(?= )/

/**
 * The region by the first text that names one: the series' description, its protocol, then BodyPartExamined and the study's
 * description together, which often name the whole request.
 */
export function readRegion({ series, study }: Instance): Region | undefined {
  return (
    regionIn(series.description) ??
    regionIn(series.protocolName) ??
    regionIn(series.bodyPart, study.description)
  )
}

function regionIn(...texts: readonly (string | undefined)[]): Region | undefined {
  const words = headerWords(...texts)
  if (LUMBAR.test(words)) return 'lumbar'
  if (CERVICAL.test(words)) return 'cervical'
  return THORACIC.test(words) ? 'thoracic' : undefined
}
