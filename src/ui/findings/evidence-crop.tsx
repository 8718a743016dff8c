import { useEffect, useRef } from 'react'
import type { EvidenceCrop as Crop } from '../../domain/finding.ts'

/** A crop's own pixels, one for one; the page enlarges them as squares. */
export function EvidenceCrop({ crop }: { readonly crop: Crop }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(crop.columns, crop.rows)
    for (let pixel = 0; pixel < crop.grey.length; pixel += 1) {
      const grey = crop.grey[pixel]!
      image.data.set([grey, grey, grey, 255], pixel * 4)
    }
    context.putImageData(image, 0, 0)
  }, [crop])
  return <canvas ref={canvas} className="evidence-crop" width={crop.columns} height={crop.rows} />
}
