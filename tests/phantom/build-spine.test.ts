import { describe, expect, it } from 'vitest'
import { distance, dot, subtract } from '../../src/domain/geometry.ts'
import type { Vector3 } from '../../src/domain/geometry.ts'
import { buildSpine } from '../../src/phantom/build-spine.ts'
import type { Spine, Vertebra } from '../../src/phantom/build-spine.ts'
import { canalCurve, canalPoint } from '../../src/phantom/canal-curve.ts'
import { toCanal } from '../../src/phantom/canal-contents.ts'
import { canalProfile } from '../../src/phantom/canal-profile.ts'
import { levelTruths } from '../../src/phantom/phantom-truth.ts'
import type { PhantomOptions } from '../../src/phantom/phantom-options.ts'
import { planPatient } from '../../src/phantom/plan-patient.ts'

const DEGREES = 180 / Math.PI

function build(options: Omit<PhantomOptions, 'seed'>) {
  const plan = planPatient({ seed: 11, scoliosisDegrees: 0, ...options })
  const spine = buildSpine(plan)
  const curve = canalCurve(spine)
  const truths = levelTruths(spine, curve, canalProfile(spine, curve, plan), plan)
  return { plan, spine, curve, truths }
}

/** Angle of the upper endplate's normal from vertical in the sagittal plane; positive leans forward. */
function upperEndplateDegrees({ frame, halfWedge }: Vertebra): number {
  return (Math.atan2(-frame.cranial[1], frame.cranial[2]) - Math.atan(halfWedge)) * DEGREES
}

function vertebra(spine: Spine, name: string): Vertebra {
  return spine.vertebrae.find((candidate) => candidate.name === name)!
}

describe('buildSpine', () => {
  it.each([38, 50, 62])('bends to a lordosis of %s degrees between L1 and S1', (lordosisDegrees) => {
    const { spine } = build({ lordosisDegrees })
    const angle = upperEndplateDegrees(vertebra(spine, 'S1')) - upperEndplateDegrees(vertebra(spine, 'L1'))
    expect(Math.abs(angle - lordosisDegrees)).toBeLessThan(3)
  })

  it('has adult lengths: L3 body, disc heights, L1 to S1', () => {
    const { spine, truths, plan } = build({ degeneration: { l3_l4: 0.1 } })
    const l3 = vertebra(spine, 'L3')
    expect(l3.heightMm / plan.size).toBeCloseTo(27.8, 5)
    expect(l3.depthMm / plan.size).toBeCloseTo(33.5, 5)
    for (const { measurements, level } of truths) {
      expect(measurements.discHeightMm, level).toBeGreaterThan(5)
      expect(measurements.discHeightMm, level).toBeLessThan(14)
    }
    const length = distance(vertebra(spine, 'L1').frame.origin, vertebra(spine, 'S1').frame.origin)
    expect(length).toBeGreaterThan(150)
    expect(length).toBeLessThan(205)
  })

  it('slips a vertebra forward by what is asked', () => {
    const base = build({ listhesisMm: { l4_l5: 0, l5_s1: 0 } })
    const slipped = build({ listhesisMm: { l4_l5: 7, l5_s1: 0 } })
    const slip = ({ truths }: typeof base) =>
      truths.find(({ level }) => level === 'l4_l5')!.measurements.listhesisMm
    expect(slip(slipped) - slip(base)).toBeCloseTo(7, 1)
    expect(Math.abs(slip(base))).toBeLessThan(0.5)
    const l4 = (built: typeof base) =>
      subtract(vertebra(built.spine, 'L4').frame.origin, vertebra(built.spine, 'L5').frame.origin)
    expect(l4(slipped)[1]).toBeLessThan(l4(base)[1] - 5)
  })

  it('curves to the left for a positive scoliosis, L2 and L3 furthest', () => {
    const { spine } = build({ scoliosisDegrees: 20 })
    const sideways = (name: string) => vertebra(spine, name).frame.origin[0]
    const apex = (sideways('L2') + sideways('L3')) / 2
    expect(apex).toBeGreaterThan(sideways('T10') + 3)
    expect(apex).toBeGreaterThan(sideways('S1') + 3)
  })

  it('makes L5/S1 rudimentary when L5 is sacralised, and S1/S2 a disc when S1 is lumbarised', () => {
    const disc = (transition: PhantomOptions['transition'], index: number) =>
      build(transition ? { transition } : {}).spine.discs[index]!.rimHeightMm
    expect(disc('sacralised-l5', 7)).toBeLessThan(0.6 * disc('none', 7))
    expect(disc('lumbarised-s1', 8)).toBeGreaterThan(2.5 * disc('none', 8))
  })

  it('has right-handed orthonormal frames', () => {
    const { spine } = build({ scoliosisDegrees: 15 })
    for (const { frame } of [...spine.vertebrae, ...spine.discs]) {
      const axes: Vector3[] = [frame.left, frame.posterior, frame.cranial]
      axes.forEach((a, i) => axes.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 6)))
      expect(frame.left[0]).toBeGreaterThan(0.8)
      expect(frame.cranial[2]).toBeGreaterThan(0.5)
    }
  })
})

describe('canal coordinates', () => {
  it('come back to themselves', () => {
    const { curve } = build({ scoliosisDegrees: 10 })
    const position = { index: 0, u: 0, d: 0 }
    for (const index of curve.discIndex.slice(2, 9))
      for (const d of [-5, 0, 8, 15]) {
        const [x, y, z] = canalPoint(curve, index, 6, d)
        expect(toCanal(curve, x, y, z, position)).toBe(true)
        expect(position.d).toBeCloseTo(d, 0)
        expect(Math.abs(position.index - index)).toBeLessThanOrEqual(2)
      }
  })
})
