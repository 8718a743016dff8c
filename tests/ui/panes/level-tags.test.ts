import { describe, expect, it } from 'vitest'
import { dodgeTags } from '../../../src/ui/panes/level-tags.ts'
import type { TagPlace } from '../../../src/ui/panes/level-tags.ts'

const pane = { size: { width: 400, height: 300 } }
const at = (y: number, x = 200): TagPlace => ({ x, y, direction: -1 })
const ys = (tags: readonly (TagPlace | undefined)[]) => tags.map((tag) => tag?.y)

describe('tags of levels', () => {
  it('stay where they are while there is room', () => {
    const tags = [at(60), at(100), at(140)]
    expect(dodgeTags(tags, pane)).toEqual(tags)
  })

  it('move apart where they would cover each other, in their order', () => {
    const placed = ys(dodgeTags([at(100), at(104), at(106)], pane)) as number[]
    expect(placed).toEqual([...placed].sort((a, b) => a - b))
    for (const [index, y] of placed.slice(1).entries()) expect(y - placed[index]!).toBeGreaterThanOrEqual(17)
  })

  it('move onto the pane, and are left out where their box is off it', () => {
    const [top, bottom, off] = ys(dodgeTags([at(5), at(298), at(330)], pane))
    expect(top).toBeGreaterThan(30)
    expect(bottom).toBeLessThan(300 - 20)
    expect(off).toBeUndefined()
  })

  it('keep their words on the pane on either side', () => {
    expect(dodgeTags([at(100, 10)], pane)[0]!.x).toBeGreaterThan(50)
    expect(dodgeTags([{ ...at(100, 395), direction: 1 }], pane)[0]!.x).toBeLessThan(350)
  })
})
