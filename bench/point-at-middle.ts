import type { Page } from 'playwright'

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Moves the pointer to the middle of a box in CSS pixels, and gives that place. */
export async function pointAtMiddle(page: Page, { x, y, width, height }: Box) {
  const middle = { x: x + width / 2, y: y + height / 2 }
  await page.mouse.move(middle.x, middle.y)
  return middle
}
