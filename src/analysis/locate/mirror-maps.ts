import type { ProbabilityMaps } from '../run-network.ts'

/** The maps of a mirrored view as those of the view: columns turned round, and each side's channel in the other's place. */
export function mirrorMaps({ rows, columns, labels, data }: ProbabilityMaps): ProbabilityMaps {
  const channels = labels.length
  const from = labels.map((label) => labels.indexOf(otherSide(label)))
  const mirrored = new Float32Array(data.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const here = (row * columns + column) * channels
      const there = (row * columns + columns - 1 - column) * channels
      for (const [channel, source] of from.entries()) mirrored[here + channel] = data[there + source]!
    }
  return { rows, columns, labels, data: mirrored }
}

function otherSide(label: string): string {
  if (label.startsWith('left_')) return label.replace('left_', 'right_')
  return label.replace('right_', 'left_')
}
