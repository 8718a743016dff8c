import { describe, expect, it } from 'vitest'
import { fuseCanal } from '../../../src/analysis/grade/fuse-canal.ts'
import type { CanalOpinion } from '../../../src/analysis/grade/fuse-canal.ts'

function opinion(task: CanalOpinion['task'], severe: number, threshold = 0.5): CanalOpinion {
  return {
    task,
    probabilities: { normal_mild: 1 - severe - 0.1, moderate: 0.1, severe },
    threshold,
    evidence: {
      network: `net of ${task}`,
      stackId: task,
      imageId: task,
      point: [0, 0, 0],
      boxPx: [0, 0, 1, 1],
      crop: { columns: 0, rows: 0, grey: new Uint8ClampedArray() },
    },
  }
}

describe('fuseCanal', () => {
  it('follows the weightier reading, shows its evidence and names both', () => {
    const both = [opinion('grade-axial', 0.1), opinion('grade-disc', 0.85)]
    const fused = fuseCanal(both, { 'grade-axial': 0.2, 'grade-disc': 0.8 })
    if (fused?.kind !== 'graded') throw new Error('not graded')
    expect(fused.proposed).toBe('severe')
    expect(fused.evidence.imageId).toBe('grade-disc')
    expect(fused.evidence.network).toBe('net of grade-disc + net of grade-axial')
  })

  it('leaves a lone reading as it is and drops one without weight', () => {
    const alone = fuseCanal([opinion('grade-axial', 0.7)], undefined)
    const dropped = fuseCanal([opinion('grade-axial', 0.7), opinion('grade-disc', 0)], { 'grade-disc': 0 })
    for (const fused of [alone, dropped])
      expect(fused?.kind === 'graded' && fused.probabilities.severe).toBeCloseTo(0.7, 9)
  })

  it('abstains below the thresholds, weighed alike', () => {
    const at = (second: number) =>
      fuseCanal([opinion('grade-axial', 0.55, 0.9), opinion('grade-disc', 0.55, second)], { 'grade-disc': 3 })
    // (0.9 * 1 + 0.3 * 3) / 4 = 0.45 lies below 0.55, (0.9 * 1 + 0.5 * 3) / 4 = 0.6 above
    expect(at(0.3)).toMatchObject({ kind: 'graded' })
    expect(at(0.5)).toMatchObject({ kind: 'uncertain', threshold: expect.closeTo(0.6, 9) as number })
  })

  it('is no grade without an opinion', () => {
    expect(fuseCanal([], undefined)).toBeUndefined()
  })
})
