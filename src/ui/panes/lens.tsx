import { useEffect, useRef } from 'react'
import type { CanvasPoint } from '../../viewer/matrix.ts'
import type { Viewport } from '../../viewer/viewport.ts'

const LENS_PX = 200
const MAGNIFICATION = 2.5

/** A magnifying glass over a pane, showing the same image under the pointer, larger. */
export function Lens({ of, at }: { readonly of: Viewport; readonly at: CanvasPoint }) {
  const glass = useRef<HTMLDivElement>(null)
  const inner = useRef<Viewport>(undefined)

  useEffect(() => {
    let isGone = false
    void import('../../viewer/viewport.ts').then(({ createViewport }) => {
      if (!isGone && glass.current) inner.current = createViewport(glass.current)
    })
    return () => {
      isGone = true
      inner.current?.destroy()
      inner.current = undefined
    }
  }, [])

  useEffect(() => {
    const follow = () => {
      const { image, pixels, view, window, inverted, transform } = of.getState()
      if (!inner.current) return
      if (!image || !pixels || !transform) {
        inner.current.clear()
        return
      }
      inner.current.show(image, pixels)
      inner.current.setView({ ...view, scale: view.scale * MAGNIFICATION })
      inner.current.setWindow(window)
      inner.current.setInverted(inverted)
      inner.current.centreOn(transform.canvasToImage(at))
    }
    follow()
    return of.subscribe(follow)
  }, [of, at])

  const [x, y] = at
  return (
    <div
      ref={glass}
      className="lens"
      aria-hidden="true"
      style={{
        insetInlineStart: x - LENS_PX / 2,
        insetBlockStart: y - LENS_PX / 2,
        width: LENS_PX,
        height: LENS_PX,
      }}
    />
  )
}
