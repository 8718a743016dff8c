/** The type that everything on an image is written in. */
const FONT = '11px Roboto, system-ui, sans-serif'

let context: CanvasRenderingContext2D | null | undefined

/** How wide a line of text on an image is, CSS pixels. */
export function textWidthPx(text: string): number {
  context ??= document.createElement('canvas').getContext('2d')
  if (!context) throw new Error('this browser gives no 2d canvas')
  context.font = FONT
  return Math.ceil(context.measureText(text).width)
}
