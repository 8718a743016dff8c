import { describe, expect, it } from 'vitest'
import { movePoints } from '../../../src/viewer/tools/point-tool.ts'
import type { AnnotationDraft, ToolAction } from '../../../src/viewer/tools/tool.ts'
import { takeTool } from '../../../src/viewer/tools/toolbox.ts'
import { toolContext, use } from './context.ts'

function finished(actions: readonly ToolAction[]): AnnotationDraft[] {
  return actions.flatMap((action) => (action.kind === 'annotate' ? [action.draft] : []))
}

describe('drawing a length', () => {
  it('works by dragging: 20 pixels of 0.5 mm read 10.0 mm', () => {
    const [draft, ...others] = finished(
      use(takeTool('length'), 'hover 9 9, down 55 55, move 90 55, up 255 55'),
    )
    expect(others).toEqual([])
    expect(draft).toMatchObject({ kind: 'length', imageId: 'image', text: '' })
    expect(draft!.points).toEqual([
      [5, 5],
      [25, 5],
    ])
    expect(draft!.quantities[0]!.value).toBeCloseTo(10, 9)
  })

  it('works by two clicks, with a shaking hand', () => {
    const actions = use(
      takeTool('length'),
      'down 55 55, up 57 56, hover 100 80, hover 255 55, down 255 55, up 256 55',
    )
    const [draft] = finished(actions)
    expect(draft!.points[0]).toEqual([5, 5])
    expect(draft!.points[1]![0]).toBeCloseTo(25.1, 9)
  })

  it('shows and measures the line in the air', () => {
    const actions = use(takeTool('length'), 'down 55 55, move 255 55')
    const last = actions.at(-1)
    expect(last).toMatchObject({ kind: 'draft', draft: { points: [[5, 5], [25, 5]] } }) // prettier-ignore
    expect(last?.kind === 'draft' && last.draft?.quantities[0]?.value).toBeCloseTo(10, 9)
  })

  it('is given up by Escape and by another image', () => {
    const run = takeTool('length')
    expect(use(run, 'down 55 55, up 55 55, cancel').at(-1)).toEqual({ kind: 'draft', draft: undefined })
    expect(finished(use(run, 'hover 100 100, up 100 100'))).toEqual([])
    use(run, 'down 55 55, up 55 55')
    const elsewhere = toolContext('another image')
    expect(finished(use(run, 'down 105 105, up 305 105', elsewhere))[0]).toMatchObject({
      imageId: 'another image',
      points: [[10, 10], [30, 10]], // prettier-ignore
    })
  })

  it('keeps its points on the image', () => {
    const [draft] = finished(use(takeTool('length'), 'down 500 400, up 5000 -90'))
    expect(draft!.points[1]).toEqual([99.5, -0.5])
  })

  it('can be drawn again at once', () => {
    const run = takeTool('length')
    expect(finished(use(run, 'down 0 0, up 50 50, down 100 100, up 150 150'))).toHaveLength(2)
  })
})

describe('the other annotations', () => {
  it('draws an angle by a drag and a click: 90 degrees', () => {
    const [draft] = finished(
      use(takeTool('angle'), 'down 255 55, up 55 55, hover 60 90, down 55 250, up 55 255'),
    )
    expect(draft!.points).toEqual([[25, 5], [5, 5], [5, 25]]) // prettier-ignore
    expect(draft!.quantities[0]!.value).toBeCloseTo(90, 9)
  })

  it('draws an angle by three clicks', () => {
    const clicks =
      'down 255 55, up 255 55, hover 100 60, down 55 55, up 55 55, hover 60 90, down 55 255, up 55 255'
    expect(finished(use(takeTool('angle'), clicks))[0]!.quantities[0]!.value).toBeCloseTo(90, 9)
  })

  it('draws a Cobb angle by two drags, or by four clicks', () => {
    const byDrags = 'down 55 55, move 100 60, up 255 55, hover 80 200, down 55 455, up 255 255'
    const [dragged] = finished(use(takeTool('cobb'), byDrags))
    expect(dragged!.points).toEqual([[5, 5], [25, 5], [5, 45], [25, 25]]) // prettier-ignore
    expect(dragged!.quantities[0]!.value).toBeCloseTo(45, 9)
    const at = ['55 55', '255 55', '55 455', '255 255']
    const byClicks = at.map((point) => `hover ${point}, down ${point}, up ${point}`).join(', ')
    expect(finished(use(takeTool('cobb'), byClicks))).toEqual([dragged])
  })

  it('draws an ellipse with mean, SD and area', () => {
    const [draft] = finished(use(takeTool('ellipse'), 'down 105 105, up 305 205'))
    expect(draft!.quantities.map(({ name }) => name)).toEqual(['area', 'mean', 'sd'])
  })

  it('sets a probe where the button is let go', () => {
    const [draft] = finished(use(takeTool('probe'), 'down 55 55, move 65 55, up 75 55'))
    expect(draft!.points).toEqual([[7, 5]])
    expect(draft!.quantities[0]).toMatchObject({ name: 'value', value: 507 })
  })

  it('draws an arrow from what it points at to its text', () => {
    const [draft] = finished(use(takeTool('arrow'), 'down 55 55, up 255 155'))
    expect(draft).toMatchObject({ kind: 'arrow', points: [[5, 5], [25, 15]], quantities: [] }) // prettier-ignore
  })
})

describe('movePoints', () => {
  const [draft] = finished(use(takeTool('length'), 'down 55 55, up 255 55'))

  it('moves one end and measures anew', () => {
    const moved = movePoints({ ...draft!, id: 'a1' }, 1, [20, 0], toolContext())
    expect(moved.id).toBe('a1')
    expect(moved.points).toEqual([[5, 5], [45, 5]]) // prettier-ignore
    expect(moved.quantities[0]!.value).toBeCloseTo(20, 9)
  })

  it('moves all without changing the length', () => {
    const moved = movePoints(draft!, 'all', [3, 4], toolContext())
    expect(moved.points).toEqual([[8, 9], [28, 9]]) // prettier-ignore
    expect(moved.quantities[0]!.value).toBeCloseTo(10, 9)
  })
})
