import { CONDITIONS } from '../../src/domain/condition.ts'
import { cellKey } from '../../src/domain/decision.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Grade } from '../../src/domain/severity.ts'
import type { PhantomOptions } from '../../src/phantom/phantom-options.ts'
import { randomStream } from '../../src/phantom/random.ts'

/** How often each grade is drawn: patients have few severe ones to learn from. */
const GRADE_SHARES = { severe: 0.3, moderate: 0.3 } as const
/**
 * Wear is drawn without regard to the grades. Left to the phantom, a stenosed level has a dark flat disc, and a network
 * could tell the grade of a canal by the disc before it.
 */
const WEAR = [0.1, 0.95] as const
const SLIPS = { share: 0.15, leastMm: 3, mostMm: 8 } as const
const STIR_SHARE = 0.25

/** The options of one simulated patient to train on; the seed fixes them. What is left out the phantom draws. */
export function varyPhantom(seed: number): PhantomOptions {
  const random = randomStream(seed, 'training')
  const drawGrade = (): Grade => {
    const drawn = random.next()
    if (drawn < GRADE_SHARES.severe) return 'severe'
    return drawn < GRADE_SHARES.severe + GRADE_SHARES.moderate ? 'moderate' : 'normal_mild'
  }
  const cells = LEVELS.flatMap((level) => CONDITIONS.map((condition) => cellKey(level, condition)))
  const grades = Object.fromEntries(cells.map((cell) => [cell, drawGrade()]))
  const degeneration = Object.fromEntries(LEVELS.map((level) => [level, random.between(...WEAR)]))
  const slipping = LEVELS.filter(() => random.next() < SLIPS.share)
  const listhesisMm = Object.fromEntries(
    slipping.map((level) => [level, random.between(SLIPS.leastMm, SLIPS.mostMm)]),
  )
  const fluidWeighting = random.next() < STIR_SHARE ? 'stir' : 't2'
  return { seed, grades, degeneration, listhesisMm, fluidWeighting }
}
