import { reliability } from './metrics.ts'
import type { Judged } from './metrics.ts'

const SIZE = 320
const MARGIN = 44
const COLOURS = ['#2b7a78', '#c98a1b', '#b23a48']

/** ROC curves, one a class against the rest. */
export function rocPlot(title: string, labels: readonly string[], rows: readonly Judged[]): string {
  const curves = labels.map((label, index) => {
    const points = rocPoints(
      rows.map(({ truth, probabilities }) => [truth === index, probabilities[index] ?? 0]),
    )
    const path = points.map(([x, y]) => `${across(x)},${up(y)}`).join(' ')
    const colour = COLOURS[index % COLOURS.length]
    return (
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>` +
      text(SIZE - 8, SIZE - 12 - 16 * (labels.length - index - 1), label, `end" fill="${colour}`)
    )
  })
  return frame(title, 'false positive rate', 'true positive rate', curves.join('\n'))
}

/** Leading probability against the share that is right. */
export function reliabilityPlot(title: string, rows: readonly Judged[]): string {
  const bins = reliability(rows, 10)
  const most = Math.max(...bins.map(({ count }) => count))
  const dots = bins.map(({ count, confidence, correct }) => {
    const radius = 3 + 6 * Math.sqrt(count / most)
    return `<circle cx="${across(confidence)}" cy="${up(correct)}" r="${radius.toFixed(1)}" fill="${COLOURS[0]}" fill-opacity="0.75"/>`
  })
  return frame(title, 'probability of the likeliest grade', 'share that is right', dots.join('\n'))
}

/** How often each true class (row) was given each class (column). */
export function confusionPlot(title: string, labels: readonly string[], rows: readonly Judged[]): string {
  const side = SIZE / labels.length
  const cells = labels.flatMap((_, truth) => {
    const ofTruth = rows.filter((row) => row.truth === truth)
    return labels.map((__, given) => {
      const count = ofTruth.filter(({ proposed }) => proposed === given).length
      const share = ofTruth.length > 0 ? count / ofTruth.length : 0
      const x = MARGIN + given * side
      const y = MARGIN + truth * side
      return (
        `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${COLOURS[0]}" fill-opacity="${share.toFixed(3)}" stroke="#888"/>` +
        `<text x="${x + side / 2}" y="${y + side / 2 + 5}" text-anchor="middle" fill="#111">${count}</text>`
      )
    })
  })
  const names = labels.map(
    (label, index) =>
      `<text x="${MARGIN + (index + 0.5) * side}" y="${MARGIN + SIZE + 14}" text-anchor="middle">${label}</text>` +
      `<text transform="translate(${MARGIN - 6} ${MARGIN + (index + 0.5) * side}) rotate(-90)" text-anchor="middle">${label}</text>`,
  )
  return svg([heading(title), ...cells, ...names, axisNames('proposed', 'reference')].join('\n'))
}

function rocPoints(pairs: readonly (readonly [boolean, number])[]): (readonly [number, number])[] {
  const sorted = pairs.toSorted((a, b) => b[1] - a[1])
  const positives = pairs.filter(([positive]) => positive).length
  const negatives = pairs.length - positives
  const points: (readonly [number, number])[] = [[0, 0]]
  let hits = 0
  let alarms = 0
  for (const [index, [positive, score]] of sorted.entries()) {
    if (positive) hits++
    else alarms++
    if (sorted[index + 1]?.[1] !== score)
      points.push([negatives > 0 ? alarms / negatives : 0, positives > 0 ? hits / positives : 0])
  }
  return points
}

function frame(title: string, xName: string, yName: string, content: string): string {
  const box = `<rect x="${MARGIN}" y="${MARGIN}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#888"/>`
  const diagonal = `<line x1="${across(0)}" y1="${up(0)}" x2="${across(1)}" y2="${up(1)}" stroke="#bbb" stroke-dasharray="4 4"/>`
  const ticks = [0, 0.5, 1].map(
    (value) =>
      `<text x="${across(value)}" y="${MARGIN + SIZE + 14}" text-anchor="middle">${value}</text>` +
      `<text x="${MARGIN - 6}" y="${up(value) + 4}" text-anchor="end">${value}</text>`,
  )
  return svg([heading(title), box, diagonal, ...ticks, content, axisNames(xName, yName)].join('\n'))
}

function heading(title: string): string {
  return `<text x="${MARGIN}" y="24" font-weight="bold">${title}</text>`
}

function axisNames(x: string, y: string): string {
  const middle = MARGIN + SIZE / 2
  return (
    `<text x="${middle}" y="${MARGIN + SIZE + 32}" text-anchor="middle">${x}</text>` +
    `<text transform="translate(14 ${middle}) rotate(-90)" text-anchor="middle">${y}</text>`
  )
}

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${MARGIN + x}" y="${MARGIN + y}" text-anchor="${anchor}">${content}</text>`
}

function across(value: number): string {
  return (MARGIN + value * SIZE).toFixed(1)
}

function up(value: number): number {
  return Number((MARGIN + (1 - value) * SIZE).toFixed(1))
}

function svg(content: string): string {
  const width = MARGIN + SIZE + 16
  const height = MARGIN + SIZE + 44
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-family="sans-serif" font-size="12" fill="#333">\n<rect width="100%" height="100%" fill="#fff"/>\n${content}\n</svg>\n`
  )
}
