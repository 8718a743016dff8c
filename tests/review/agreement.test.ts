import { describe, expect, it } from 'vitest'
import { agreementByMode, agreementCsv, pairsOf } from '../../src/review/agreement.ts'
import type { Pair } from '../../src/review/agreement.ts'
import type { ComparedCell, SavedReview } from '../../src/review/reader-ports.ts'
import { EMPTY_DOCUMENT } from '../../src/review/review-document.ts'

function review(uid: string, compared: readonly ComparedCell[], isSimulated = false): SavedReview {
  return {
    schemaVersion: 2,
    fingerprint: undefined,
    packSha256: undefined,
    key: `${uid}|pack`,
    studyInstanceUid: uid,
    packId: 'pack',
    savedAt: '2026-01-01T10:00:00+01:00',
    studyDate: undefined,
    studyDescription: 'Frau Müller',
    isSimulated,
    document: EMPTY_DOCUMENT,
    revealed: {},
    seen: {},
    compared,
  }
}

const cell = (
  reader: ComparedCell['reader'],
  model: ComparedCell['model'],
  reading: ComparedCell['reading'],
) => ({
  cell: 'l4_l5/spinal_canal_stenosis' as const,
  reader,
  model,
  reading,
})

function pairs(
  counts: readonly (readonly [reader: Pair['reader'], model: Pair['model'], n: number])[],
): Pair[] {
  return counts.flatMap(([reader, model, n]) =>
    Array.from({ length: n }, (_, index) => ({
      patient: `study ${index % 5}`,
      cell: 'l4_l5/spinal_canal_stenosis',
      condition: 'spinal_canal_stenosis' as const,
      reader,
      model,
      mode: 'blind' as const,
    })),
  )
}

describe('agreement of reader and model', () => {
  it('keeps reading modes apart and leaves simulated studies out', () => {
    const kept = pairsOf([
      review('1', [cell('severe', 'severe', 'concurrent'), cell('moderate', 'severe', 'blind')]),
      review('2', [cell('severe', 'severe', 'blind')], true),
    ])
    expect(agreementByMode(kept).map(({ mode, cells }) => [mode, cells])).toEqual([
      ['concurrent', 1],
      ['blind', 1],
    ])
  })

  it('counts the confusion matrix with the reader in rows', () => {
    const [blind] = agreementByMode(
      pairs([
        ['severe', 'moderate', 3],
        ['normal_mild', 'normal_mild', 9],
      ]),
    )
    expect(blind?.rows.find(({ condition }) => condition === 'all')?.matrix).toEqual([
      [9, 0, 0],
      [0, 0, 0],
      [0, 3, 0],
    ])
  })

  it('gives the kappa that scikit-learn gives, inside its interval', () => {
    // scikit-learn 1.x: cohen_kappa_score(reader, model, weights="quadratic")
    const [blind] = agreementByMode(
      pairs([
        ['normal_mild', 'normal_mild', 30],
        ['normal_mild', 'moderate', 5],
        ['moderate', 'normal_mild', 4],
        ['moderate', 'moderate', 8],
        ['moderate', 'severe', 2],
        ['severe', 'moderate', 3],
        ['severe', 'severe', 8],
      ]),
    )
    const { kappa, exact } = blind!.rows.at(-1)!
    expect(kappa?.value).toBeCloseTo(0.8022598870056497, 10)
    expect(exact.value).toBeCloseTo(46 / 60, 6)
    expect(kappa!.ci95[0]).toBeLessThan(kappa!.value)
    expect(kappa!.ci95[1]).toBeGreaterThan(kappa!.value)
  })

  it('claims no kappa of a handful of cells', () => {
    const [blind] = agreementByMode(
      pairs([
        ['severe', 'moderate', 4],
        ['moderate', 'moderate', 5],
      ]),
    )
    expect(blind?.rows.at(-1)?.kappa).toBeUndefined()
  })

  it('exports without anything that names a patient or a study', () => {
    const csv = agreementCsv(pairsOf([review('1.2.840.99', [cell('severe', 'moderate', 'blind')])]))
    expect(csv).toBe(
      'study,level,condition,mode,reader,model\r\n1,l4_l5,spinal_canal_stenosis,blind,severe,moderate\r\n',
    )
  })
})
