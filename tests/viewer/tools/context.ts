import type { ToolContext, ToolInput, ToolRun, ToolAction } from '../../../src/viewer/tools/tool.ts'
import { UNTURNED, viewTransform } from '../../../src/viewer/view.ts'
import { geometryOf, imageOf, pixelsOf } from '../images.ts'

/** Canvas points are image points times ten, from the first pixel's corner: pixel (0, 0) has its centre at (5, 5). */
export function toolContext(id = 'image'): ToolContext {
  const geometry = geometryOf({ columns: 100, rows: 80, columnSpacingMm: 0.5, rowSpacingMm: 0.5 })
  const data = Uint16Array.from({ length: 8000 }, (_, index) => index % 1000)
  return {
    image: imageOf(geometry, { id }),
    pixels: pixelsOf(data, { columns: 100, rows: 80 }),
    window: { center: 500, width: 1000 },
    transform: viewTransform({ ...UNTURNED, scale: 20 }, geometry, { width: 1000, height: 800 }),
  }
}

/** Hands a tool a few events, written as `down 10 20`, and returns all that it asked for. */
export function use(run: ToolRun, events: string, context = toolContext()): ToolAction[] {
  return events.split(',').flatMap((event) => {
    const [phase, x, y] = event.trim().split(' ')
    return run.handle({ phase: phase as ToolInput['phase'], at: [Number(x ?? 0), Number(y ?? 0)] }, context)
  })
}
