export type ScaleBar = {
  /** 1, 2 or 5 times a power of ten. */
  readonly lengthMm: number
  /** CSS pixels. */
  readonly lengthPx: number
  /** `5 cm`, `2 mm`, `0.5 mm`. */
  readonly label: string
}

/** The longest bar of round length that fits into `roomPx` CSS pixels. */
export function scaleBar(pixelsPerMm: number, roomPx: number): ScaleBar {
  const roomMm = roomPx / pixelsPerMm
  const power = 10 ** Math.floor(Math.log10(roomMm))
  const digit = [5, 2, 1].find((candidate) => candidate * power <= roomMm * (1 + 1e-9)) ?? 1
  const lengthMm = digit * power
  const label = lengthMm >= 10 ? `${lengthMm / 10} cm` : `${Number(lengthMm.toPrecision(1))} mm`
  return { lengthMm, lengthPx: lengthMm * pixelsPerMm, label }
}
