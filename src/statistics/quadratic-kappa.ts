/**
 * Cohen's kappa with quadratic weights, as `cohen_kappa_score(weights="quadratic")`, of pairs of class indices. Not a number
 * where one side gave a single class that the other gave too: there is nothing to agree on beyond chance.
 */
export function quadraticKappa(
  pairs: readonly (readonly [truth: number, graded: number])[],
  classes = 3,
): number {
  const truths = new Array<number>(classes).fill(0)
  const grades = new Array<number>(classes).fill(0)
  let observed = 0
  for (const [truth, graded] of pairs) {
    truths[truth] = (truths[truth] as number) + 1
    grades[graded] = (grades[graded] as number) + 1
    observed += (truth - graded) ** 2
  }
  let expected = 0
  for (const [truth, a] of truths.entries())
    for (const [graded, b] of grades.entries()) expected += ((truth - graded) ** 2 * a * b) / pairs.length
  return expected > 0 ? 1 - observed / expected : NaN
}
