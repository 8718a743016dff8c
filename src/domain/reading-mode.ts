/**
 * When the reader sees what the model proposes.
 * `concurrent`: at once. `reader-first`: per cell, after grading it or on demand. `blind`: only in the final comparison.
 */
export const READING_MODES = ['concurrent', 'reader-first', 'blind'] as const
export type ReadingMode = (typeof READING_MODES)[number]

export function isReadingMode(value: unknown): value is ReadingMode {
  return (READING_MODES as readonly unknown[]).includes(value)
}
