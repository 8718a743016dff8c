import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEVELS } from '../../src/domain/level.ts'
import { succeed } from '../../src/domain/result.ts'
import type { AnalysisPort } from '../../src/review/ports.ts'
import { begin, CANAL, FILE } from './begin-session.ts'
import { analysis, graded, located } from './fixtures.ts'

type Desk = ReturnType<typeof begin>

/** What a reader can do, as far as it changes what stands on the page. */
const ACTS: readonly ((desk: Desk, n: number) => void)[] = [
  ({ session }) => session.decide(CANAL, 'moderate'),
  ({ session }, n) => session.decide(`${LEVELS[n % 5]!}/left_subarticular_stenosis`, 'severe'),
  ({ session }) => session.withdraw(CANAL),
  ({ session }) => session.shiftAllLevels(1),
  ({ session }) => session.shiftAllLevels(-1),
  ({ session }, n) => session.placeLevels([located(LEVELS[n % 5]!, 3 + n)]),
  ({ session }, n) => session.placeLevels(LEVELS.map((level) => located(level, n))),
  ({ session }, n) => session.chooseRole('sagittal_t2', n % 2 === 0 ? ['other'] : ['stack']),
  ({ session }) => session.flagAnatomy('l6'),
  ({ session }, n) => session.annotate(CANAL, `note ${n}`),
]

/** A model that never says the same twice: only what was kept can come back. */
function fickleModel(): AnalysisPort['analyse'] {
  let runs = 0
  return (_signal, { levels }) => {
    runs += 1
    const canal = graded('severe', 0.5 + (runs % 400) / 1000)
    return Promise.resolve(succeed({ ...analysis({ [CANAL]: canal }), ...(levels && { levels }) }))
  }
}

function onPage({ session }: Desk) {
  const state = session.store.getState()
  return {
    cells: session.select.cells(state),
    levels: session.select.levels(state),
    roles: session.select.roles(state),
    reading: session.select.reading(state),
    document: state.history.present,
  }
}

async function settled(desk: Desk): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve()
  await desk.until('analysed')
}

describe('undo', () => {
  it('of any sequence of acts is the start, and redo is the end', async () => {
    const steps = fc.array(fc.tuple(fc.nat(ACTS.length - 1), fc.nat(20)), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const { analysisPort } = begin()
        const desk = begin({ analysis: { ...analysisPort, analyse: fickleModel() } })
        desk.session.openFiles([FILE])
        await desk.until('analysed')
        const start = onPage(desk)
        for (const [act, n] of sequence) {
          ACTS[act]!(desk, n)
          await settled(desk)
        }
        const end = onPage(desk)
        const { length } = desk.session.store.getState().history.past
        for (let step = 0; step < length; step++) desk.session.undo()
        await settled(desk)
        expect(onPage(desk)).toEqual(start)
        for (let step = 0; step < length; step++) desk.session.redo()
        await settled(desk)
        expect(onPage(desk)).toEqual(end)
      }),
      { numRuns: 30, seed: 5 },
    )
  })
})
