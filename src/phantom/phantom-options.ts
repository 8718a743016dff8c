import type { CellKey } from '../domain/decision.ts'
import type { Level } from '../domain/level.ts'
import type { Grade } from '../domain/severity.ts'

/** How the lumbosacral junction is built. The numbering of levels stays as it is. */
export type Transition = 'none' | 'sacralised-l5' | 'lumbarised-s1'

/** What to simulate. What is left out is drawn from the seed, so that a seed alone makes a plausible patient. */
export type PhantomOptions = {
  /** A whole number; the same seed and options give the same bytes. */
  readonly seed: number
  /** Grades wanted; cells left out are drawn with the wear of their level. */
  readonly grades?: Readonly<Partial<Record<CellKey, Grade>>>
  /** Forward slip of the upper vertebra on the lower, mm; negative is backward. */
  readonly listhesisMm?: Readonly<Partial<Record<Level, number>>>
  /** Wear of the disc, 0 (bright, high) to 1 (black, collapsed). */
  readonly degeneration?: Readonly<Partial<Record<Level, number>>>
  /** Angle between the upper endplates of L1 and S1. */
  readonly lordosisDegrees?: number
  /** Cobb-like angle of a single curve with its apex at L2/L3; positive is convex to the patient's left. */
  readonly scoliosisDegrees?: number
  readonly transition?: Transition
  /** What the sagittal T2 role is: a fast spin echo T2 or a STIR. */
  readonly fluidWeighting?: 't2' | 'stir'
  readonly transferSyntax?: 'explicit' | 'implicit' | 'rle'
}
