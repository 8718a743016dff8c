import { CONDITIONS_RIGHT_TO_LEFT } from '../../domain/condition.ts'
import { LEVELS } from '../../domain/level.ts'

/** The cell that a key leads to, by place in the grid; undefined when it leads nowhere. */
export function neighbour(place: number, key: string, isCtrl: boolean): number | undefined {
  const width = CONDITIONS_RIGHT_TO_LEFT.length
  const [row, column] = [Math.floor(place / width), place % width]
  const at = (nextRow: number, nextColumn: number) =>
    nextRow in LEVELS && nextColumn in CONDITIONS_RIGHT_TO_LEFT ? nextRow * width + nextColumn : undefined
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column)
    case 'ArrowDown':
      return at(row + 1, column)
    case 'ArrowLeft':
      return at(row, column - 1)
    case 'ArrowRight':
      return at(row, column + 1)
    case 'Home':
      return isCtrl ? 0 : at(row, 0)
    case 'End':
      return isCtrl ? LEVELS.length * width - 1 : at(row, width - 1)
    default:
      return undefined
  }
}
