/** What the butterflies below leave out, for a row or column of coefficients: cos(n pi / 16) sqrt(2), and 1 for n = 0. */
const LEFT_OUT = Float64Array.from({ length: 8 }, (_, n) =>
  n === 0 ? 1 : Math.cos((n * Math.PI) / 16) * Math.SQRT2,
)
const TWICE_COS_2 = 2 * Math.cos(Math.PI / 8)
const COS_2_LESS_COS_6 = 2 * (Math.cos(Math.PI / 8) - Math.cos((3 * Math.PI) / 8))
const COS_2_AND_COS_6 = 2 * (Math.cos(Math.PI / 8) + Math.cos((3 * Math.PI) / 8))

/**
 * The factors that each coefficient of an 8 x 8 block is multiplied with before `inverseCosineTransform`: its step of
 * quantization and what the transform leaves out, so that the latter costs nothing.
 */
export function transformFactors(quantization: Uint16Array): Float64Array {
  return Float64Array.from(quantization, (step, at) => (step * LEFT_OUT[at >> 3]! * LEFT_OUT[at & 7]!) / 8)
}

/**
 * The inverse cosine transform (ITU-T T.81 A.3.3) of an 8 x 8 block in place: columns, then rows, in double precision, with
 * the butterflies of Arai, Agui and Nakajima, which take 5 multiplications each. The block holds coefficients times factors.
 */
export function inverseCosineTransform(block: Float64Array): void {
  for (let column = 0; column < 8; column++) {
    if (isConstant(block, column)) {
      const value = block[column]!
      for (let at = column + 8; at < 64; at += 8) block[at] = value
    } else transformLine(block, column, 8)
  }
  for (let row = 0; row < 64; row += 8) transformLine(block, row, 1)
}

/** Most columns hold nothing under their first coefficient: compression is what makes the others zero. */
function isConstant(block: Float64Array, column: number): boolean {
  return (
    block[column + 8] === 0 &&
    block[column + 16] === 0 &&
    block[column + 24] === 0 &&
    block[column + 32] === 0 &&
    block[column + 40] === 0 &&
    block[column + 48] === 0 &&
    block[column + 56] === 0
  )
}

function transformLine(block: Float64Array, start: number, step: number): void {
  const at1 = start + step
  const at2 = at1 + step
  const at3 = at2 + step
  const at4 = at3 + step
  const at5 = at4 + step
  const at6 = at5 + step
  const at7 = at6 + step

  const sum04 = block[start]! + block[at4]!
  const difference04 = block[start]! - block[at4]!
  const sum26 = block[at2]! + block[at6]!
  const rotated26 = (block[at2]! - block[at6]!) * Math.SQRT2 - sum26
  const even0 = sum04 + sum26
  const even3 = sum04 - sum26
  const even1 = difference04 + rotated26
  const even2 = difference04 - rotated26

  const sum53 = block[at5]! + block[at3]!
  const difference53 = block[at5]! - block[at3]!
  const sum17 = block[at1]! + block[at7]!
  const difference17 = block[at1]! - block[at7]!
  const odd0 = sum17 + sum53
  const shared = (difference53 + difference17) * TWICE_COS_2
  const odd1 = shared - difference53 * COS_2_AND_COS_6 - odd0
  const odd2 = (sum17 - sum53) * Math.SQRT2 - odd1
  const odd3 = shared - difference17 * COS_2_LESS_COS_6 - odd2

  block[start] = even0 + odd0
  block[at7] = even0 - odd0
  block[at1] = even1 + odd1
  block[at6] = even1 - odd1
  block[at2] = even2 + odd2
  block[at5] = even2 - odd2
  block[at3] = even3 + odd3
  block[at4] = even3 - odd3
}
