/** BASIS[x * 8 + u] = C(u) / 2 * cos((2x + 1) u pi / 16), the terms of ITU-T T.81 A.3.3. */
const BASIS = Float64Array.from({ length: 64 }, (_, index) => {
  const x = index >> 3
  const u = index & 7
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16)
})

const scratch = new Float64Array(64)

/** The inverse cosine transform of an 8 x 8 block in place: rows, then columns, in double precision. */
export function inverseCosineTransform(block: Float64Array): void {
  for (let row = 0; row < 64; row += 8) {
    for (let x = 0; x < 8; x++) {
      let sum = 0
      for (let u = 0; u < 8; u++) sum += BASIS[x * 8 + u]! * block[row + u]!
      scratch[row + x] = sum
    }
  }
  for (let column = 0; column < 8; column++) {
    for (let y = 0; y < 8; y++) {
      let sum = 0
      for (let v = 0; v < 8; v++) sum += BASIS[y * 8 + v]! * scratch[v * 8 + column]!
      block[y * 8 + column] = sum
    }
  }
}
