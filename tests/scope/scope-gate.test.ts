import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { cellKey } from '../../src/domain/decision.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { touchesCell } from '../../src/domain/scope.ts'
import type { ScopeCheck } from '../../src/domain/scope.ts'
import { checkDrop, checkScope, withholdFindings } from '../../src/scope/scope-gate.ts'
import type { Scope } from '../../src/scope/scope-gate.ts'
import { findings, located, study } from '../review/fixtures.ts'

const all = LEVELS.map((level) => located(level))
const scope = (changes: Partial<Scope>) =>
  checkScope({
    study: study(),
    roles: [],
    levels: all,
    diagnostics: [],
    distribution: [],
    isAnalysed: true,
    ...changes,
  })
const codes = (changes: Partial<Scope>) => scope(changes).map(({ diagnostic }) => diagnostic.code)

const VOID = diagnose('analysis.signal-void', 'warning', 'l4_l5', { level: 'L4/L5', areaMm2: 310 })

describe('the scope gate', () => {
  it('has nothing to say of an adult with five discs in line', () => {
    expect(codes({})).toEqual([])
  })

  it('names missing levels once the analysis is complete', () => {
    const four = all.slice(1)
    expect(codes({ levels: four })).toEqual(['review.levels-missing'])
    expect(codes({ levels: four, isAnalysed: false })).toEqual([])
  })

  it('takes up what the analysis says of a level, and nothing else that it says', () => {
    const said = [VOID, diagnose('analysis.mostly-uncertain', 'info', '', { uncertain: 20, graded: 25 })]
    const [check, ...others] = scope({ diagnostics: said })
    expect(others).toEqual([])
    expect(check).toMatchObject({ effect: 'withhold' })
    expect(check?.touches).toHaveLength(5)
  })
})

describe('foramina that were read on T2', () => {
  it('are marked, and nothing else is', () => {
    const [check] = scope({
      diagnostics: [diagnose('analysis.foramina-on-t2', 'warning', '', { graded: 10 })],
    })
    expect(check?.effect).toBe('mark')
    expect(check?.touches).toHaveLength(10)
    expect(touchesCell(check as ScopeCheck, cellKey('l4_l5', 'left_neural_foraminal_narrowing'))).toBe(true)
    expect(touchesCell(check as ScopeCheck, cellKey('l4_l5', 'spinal_canal_stenosis'))).toBe(false)
  })
})

describe('withholdFindings', () => {
  it('keeps the grades of the touched cells from everybody, and says why', () => {
    const checks = scope({ diagnostics: [VOID] })
    const kept = withholdFindings(findings(), checks)
    expect(kept.filter(({ level }) => level === 'l4_l5').map(({ assessment }) => assessment)).toEqual(
      Array(5).fill({ kind: 'not-assessed', reason: { kind: 'withheld', because: VOID } }),
    )
    expect(
      kept.filter(({ level }) => level !== 'l4_l5').every(({ assessment }) => assessment.kind === 'graded'),
    ).toBe(true)
  })

  it('leaves marked grades where they are', () => {
    const given = findings()
    expect(withholdFindings(given, scope({ study: { ...study(), patientId: 'CAUDA-SIM-7' } }))).toBe(given)
  })
})

describe('checkDrop', () => {
  it('tells several patients from several studies of one', () => {
    const said = (...studies: Parameters<typeof checkDrop>[0][number][]) =>
      checkDrop(studies).map(({ code }) => code)
    expect(said(study('1'))).toEqual([])
    expect(said(study('1'), study('2'))).toEqual(['review.several-studies'])
    expect(said(study('1'), { ...study('2'), patientId: 'P2' })).toEqual(['review.several-patients'])
  })
})
