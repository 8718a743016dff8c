/** BASIS[x * 8 + u] = C(u) / 2 * cos((2x + 1) u pi / 16), the terms of ITU-T T.81 A.3.3. */
const BASIS = Float64Array.from({ length: 64 }, (_, index) => {
  const x = index >> 3
  const u = index & 7
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16)
})

const scratch = new Float64Array(64)
/** The rows of a block that hold anything but zeros: few, since compression is what makes the others zero. */
const filled = new Uint8Array(8)

/** The inverse cosine transform of an 8 x 8 block in place: rows, then columns, in double precision. */
export function inverseCosineTransform(block: Float64Array): void {
  let filledRows = 0
  for (let row = 0; row < 8; row++) {
    const last = lastFilled(block, row * 8)
    if (last < 0) continue
    filled[filledRows++] = row
    for (let x = 0; x < 8; x++) {
      let sum = 0
      for (let u = 0; u <= last; u++) sum += BASIS[x * 8 + u]! * block[row * 8 + u]!
      scratch[row * 8 + x] = sum
    }
  }
  for (let y = 0; y < 8; y++) {
    for (let column = 0; column < 8; column++) {
      let sum = 0
      for (let index = 0; index < filledRows; index++) {
        const v = filled[index]!
        sum += BASIS[y * 8 + v]! * scratch[v * 8 + column]!
      }
      block[y * 8 + column] = sum
    }
  }
}

/** The last coefficient of a row that is not zero; -1 where all are. */
function lastFilled(block: Float64Array, start: number): number {
  let last = 7
  while (last >= 0 && block[start + last] === 0) last -= 1
  return last
}
