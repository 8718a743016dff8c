/** The three grades of RSNA 2024, mild to severe. None and mild are one grade and cannot be told apart. */
export const GRADES = ['normal_mild', 'moderate', 'severe'] as const
export type Grade = (typeof GRADES)[number]

/** The grades as RSNA 2024 writes them in `train.csv`. */
export const GRADE_NAMES = {
  normal_mild: 'Normal/Mild',
  moderate: 'Moderate',
  severe: 'Severe',
} as const satisfies Record<Grade, string>

/** Calibrated probabilities of the three grades; they sum to 1. */
export type GradeProbabilities = Readonly<Record<Grade, number>>

export function isGrade(value: unknown): value is Grade {
  return (GRADES as readonly unknown[]).includes(value)
}

/** The most probable grade; at a tie the more severe one. */
export function likeliestGrade(probabilities: GradeProbabilities): Grade {
  return GRADES.reduce((best, grade) => (probabilities[grade] >= probabilities[best] ? grade : best))
}

/**
 * The calibrated probability from which Severe is not excluded. On out-of-fold predictions of 1,368 RSNA 2024 patients it
 * flags 1.5 % of the confident foraminal and subarticular cells, a fifth of which readers graded Severe
 * (docs/decisions/0094-abstention-is-not-a-grade.md).
 */
export const SEVERE_NOT_EXCLUDED_FROM = 0.1

/** Severe, where it is not the likeliest grade and yet too probable to be excluded. */
export function graverNotExcluded(probabilities: GradeProbabilities): Grade | undefined {
  const isLikeliest = likeliestGrade(probabilities) === 'severe'
  return !isLikeliest && probabilities.severe >= SEVERE_NOT_EXCLUDED_FROM ? 'severe' : undefined
}

/** Negative when `a` is milder than `b`, positive when more severe. */
export function compareGrades(a: Grade, b: Grade): number {
  return GRADES.indexOf(a) - GRADES.indexOf(b)
}
