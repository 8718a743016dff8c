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

/** Negative when `a` is milder than `b`, positive when more severe. */
export function compareGrades(a: Grade, b: Grade): number {
  return GRADES.indexOf(a) - GRADES.indexOf(b)
}
