import type { CanvasPoint } from '../../viewer/matrix.ts'

/** Where a mouse, pen or finger is on an element, in the element's own CSS pixels, whatever the page is magnified by. */
export function pointIn(
  element: Element,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): CanvasPoint {
  const { left, top } = element.getBoundingClientRect()
  // Firefox and Safari know no currentCSSZoom; they magnify with the page, where nothing needs to be undone.
  const zoom = (element as { currentCSSZoom?: number }).currentCSSZoom ?? 1
  return [(clientX - left) / zoom, (clientY - top) / zoom]
}
