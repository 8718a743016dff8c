import { describe, expect, it } from 'vitest'
import { buildStudies } from '../../src/series/build-studies.ts'
import { makeSagittal } from './make-instance.ts'
import type { InstanceOptions } from './make-instance.ts'

function stackOf(options: InstanceOptions) {
  return buildStudies(makeSagittal(3, options)).studies[0]!.stacks[0]!
}

describe('contrast agent, as a fact of the stack', () => {
  it.each([
    ['SAG T1', undefined],
    ['SAG T1', 'NONE'],
    ['SAG T1', ' None '],
    ['SAG T1', 'without'],
    ['SAG T1', 'without contrast'],
    ['SAG T1', 'n/a'],
    ['SAG T1', '0'],
    ['SAG T1 ohne KM', undefined],
    ['SAG T1 w/o contrast', undefined],
    ['SAG T1 PRE GD', undefined],
    ['SAG T1 non-contrast', undefined],
    ['T1 nativ (GD)', undefined],
    ['SAG T1 POST OP', undefined],
    ['SAG T1 CEMRA planning', undefined],
    ['sag t1 we do not know', undefined],
  ])('is not given in "%s" with agent %s', (description, contrastAgent) => {
    expect(
      stackOf({ description, ...(contrastAgent !== undefined && { contrastAgent }) }).contrastAgent,
    ).toBeUndefined()
  })

  it.each([
    'SAG T1 POST',
    'SAG T1 GD',
    't1_tse_sag_km',
    'T1 +C',
    'SAG T1 C+ FS',
    'T1 post contrast',
    'sagT1+Gd',
  ])('is given by the description "%s"', (description) => {
    expect(stackOf({ description }).contrastAgent).toEqual({ agent: '', isContradicted: false })
  })

  it('is given by ContrastBolusAgent', () => {
    const given = stackOf({ description: 'SAG T1', contrastAgent: 'Gadovist' })
    expect(given.contrastAgent).toEqual({ agent: 'Gadovist', isContradicted: false })
  })

  it('counts as given where description and header contradict each other', () => {
    const named = stackOf({ description: 'SAG T1 POST', contrastAgent: 'without' })
    expect(named.contrastAgent).toEqual({ agent: '', isContradicted: true })
    const native = stackOf({ description: 'SAG T1 nativ', contrastAgent: 'Gadovist' })
    expect(native.contrastAgent).toEqual({ agent: 'Gadovist', isContradicted: true })
  })
})

describe('fat saturation, as a fact of the stack', () => {
  it.each([
    [{ description: 'T1 FS SAG' }, true],
    [{ description: 'T1 TSE fatsat' }, true],
    [{ description: 'T1_SPIR' }, true],
    [{ description: 'T1 fat sat' }, true],
    [{ description: 'SAG T1', scanOptions: ['FC', 'fs '] }, true],
    [{ description: 'WATER: Sag T1 FLEX' }, true],
    [{ description: 'InPhase: Sag T1 FLEX' }, false],
    [{ description: 'SAG T1 no FS' }, false],
    [{ description: 'T1 sag non fat-sat' }, false],
    [{ description: 'T1 FSE sag' }, false],
  ])('%o: %s', (options, saturated) => {
    expect(stackOf(options).isFatSaturated).toBe(saturated)
  })
})
