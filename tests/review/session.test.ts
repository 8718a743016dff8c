import { describe, expect, it, vi } from 'vitest'
import { Cancelled } from '../../src/domain/cancel.ts'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import type { AnalysisPort, StudyPort } from '../../src/review/ports.ts'
import type { SessionPorts } from '../../src/review/reader-ports.ts'
import { begin, CANAL, FILE } from './begin-session.ts'
import { analysis, findings, located, study, uncertain } from './fixtures.ts'

describe('a study from files to findings', () => {
  it('opens, analyses and ends with 25 findings', async () => {
    const { session, phase, until, cell } = begin()
    expect(phase()).toBe('empty')
    session.openFiles([FILE])
    expect(phase()).toBe('opening')
    await until('analysed')
    expect(session.select.cells(session.store.getState())).toHaveLength(25)
    expect(cell(CANAL).proposal).toMatchObject({ proposed: 'severe' })
  })

  it('fails with the diagnostic of the port, stays usable, and takes the next drop', async () => {
    const { studyPort, ...rest } = begin()
    const failing = { ...studyPort, open: () => Promise.resolve(fail(diagnose('study.empty', 'error'))) }
    const { session, until } = begin({ study: failing })
    session.openFiles([])
    await until('failed')
    expect(session.store.getState().openFailure?.code).toBe('study.empty')
    session.openSample()
    await until('analysed')
    expect(session.store.getState().openFailure).toBeUndefined()
    expect(rest.phase()).toBe('empty')
  })

  it('keeps the study on screen when the next drop fails', async () => {
    const base = begin()
    let opens = 0
    const { session, until } = begin({
      study: {
        ...base.studyPort,
        open: () =>
          Promise.resolve(
            opens++ === 0
              ? succeed({ studies: [study()], reports: [], skipped: [] })
              : fail(diagnose('study.empty', 'error')),
          ),
      },
    })
    session.openFiles([FILE])
    await until('analysed')
    session.openFiles([FILE])
    await until('failed')
    expect(session.store.getState().studyUid).toBe('1.2.3')
    session.dismissOpenFailure()
    await until('analysed')
  })

  it('hears nothing more of a drop that another one overtook', async () => {
    const { studyPort } = begin()
    let finishFirst = (): void => undefined
    const open: StudyPort['open'] = (_signal, files) =>
      files[0]?.path === 'slow'
        ? new Promise((resolve) => {
            finishFirst = () => resolve(succeed({ studies: [study('slow')], reports: [], skipped: [] }))
          })
        : Promise.resolve(succeed({ studies: [study('fast')], reports: [], skipped: [] }))
    const { session, until } = begin({ study: { ...studyPort, open } })
    session.openFiles([{ ...FILE, path: 'slow' }])
    session.openFiles([{ ...FILE, path: 'fast' }])
    await until('analysed')
    finishFirst()
    await Promise.resolve()
    expect(session.store.getState().studyUid).toBe('fast')
  })

  it('cancels an analysis: neither failed nor analysed, and it can be asked for again', async () => {
    const { analysisPort } = begin()
    let runs = 0
    const analyse: AnalysisPort['analyse'] = (signal, request, onProgress) => {
      runs += 1
      if (runs > 1) return analysisPort.analyse(signal, request, onProgress)
      onProgress({ kind: 'findings', level: 'l1_l2', findings: findings().slice(0, 5) })
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Cancelled('cancelled')))
      })
    }
    const { session, until, cell } = begin({ analysis: { ...analysisPort, analyse } })
    session.openFiles([FILE])
    await until('analysing')
    session.cancel()
    await until('ready')
    expect(cell('l1_l2/spinal_canal_stenosis').proposal?.kind).toBe('graded')
    session.analyse()
    await until('analysed')
  })

  it('shows a bug as a failure and reports it', async () => {
    const { analysisPort } = begin()
    const onBug = vi.fn()
    const { session, until } = begin({
      analysis: { ...analysisPort, analyse: () => Promise.reject(new TypeError('boom')) },
      onBug,
    })
    session.openFiles([FILE])
    await until('failed')
    expect(session.store.getState().analysisFailure).toMatchObject({
      code: 'review.analysis-bug',
      fields: { message: 'TypeError: boom' },
    })
    expect(onBug).toHaveBeenCalledOnce()
  })
})

describe('deciding', () => {
  async function analysed(changes?: Partial<SessionPorts>) {
    const desk = begin(changes)
    desk.session.openFiles([FILE])
    await desk.until('analysed')
    return desk
  }

  it('confirms and changes without touching the proposal, and takes both back', async () => {
    const { session, cell } = await analysed()
    session.confirm(CANAL)
    expect(cell(CANAL).decision).toMatchObject({ grade: 'severe', proposed: 'severe' })
    session.decide(CANAL, 'moderate')
    expect(cell(CANAL).decision).toMatchObject({ grade: 'moderate', proposed: 'severe' })
    expect(cell(CANAL).proposal).toMatchObject({ proposed: 'severe' })
    session.undo()
    expect(cell(CANAL).decision?.grade).toBe('severe')
    session.undo()
    expect(cell(CANAL).decision).toBeUndefined()
    session.redo()
    expect(cell(CANAL).decision?.grade).toBe('severe')
  })

  it('leaves an uncertain cell undecided until the reader grades it, and never overwrites a decision', async () => {
    const base = begin()
    const abstention = { [CANAL]: uncertain(0.46, 0.49, 0.05) }
    const analysisPort: AnalysisPort = {
      ...base.analysisPort,
      analyse: () => Promise.resolve(succeed(analysis(abstention))),
    }
    const { session, cell } = await analysed({ analysis: analysisPort })
    session.display(session.select.cells(session.store.getState()).map(({ key }) => key))
    session.confirm(CANAL)
    session.confirmTogether('l4_l5')
    expect(cell(CANAL).decision).toBeUndefined()
    expect(cell('l4_l5/left_subarticular_stenosis').decision?.grade).toBe('normal_mild')
    session.decide(CANAL, 'severe')
    expect(cell(CANAL).decision).toMatchObject({ grade: 'severe', proposed: undefined })
    session.decide('l3_l4/spinal_canal_stenosis', 'moderate')
    session.confirm('l3_l4/spinal_canal_stenosis')
    expect(cell('l3_l4/spinal_canal_stenosis').decision?.grade).toBe('moderate')
  })

  it('confirms together only what the grid has shown', async () => {
    const { session, cell } = await analysed()
    session.confirmTogether('l1_l2')
    expect(cell('l1_l2/spinal_canal_stenosis').decision).toBeUndefined()
    session.display(['l1_l2/spinal_canal_stenosis'])
    session.confirmTogether('l1_l2')
    expect(cell('l1_l2/spinal_canal_stenosis').decision?.grade).toBe('normal_mild')
    expect(cell('l1_l2/left_subarticular_stenosis').decision).toBeUndefined()
  })

  it('is signed once every cell is decided, by a reader with a name, until something changes', async () => {
    const { session } = await analysed()
    const signature = () => session.store.getState().history.present.signature
    const keys = session.select.cells(session.store.getState()).map(({ key }) => key)
    session.setReaderName('Dr. Ada Lind')
    for (const key of keys.slice(1)) session.decide(key, 'normal_mild')
    session.sign()
    expect(signature()).toBeUndefined()
    session.decide(keys[0]!, 'not_assessed')
    session.setReaderName('')
    session.sign()
    expect(signature()).toBeUndefined()
    session.setReaderName('Dr. Ada Lind')
    session.sign()
    expect(signature()).toEqual({
      reader: 'Dr. Ada Lind',
      at: expect.stringMatching(/^2026-01-01T/) as string,
    })
    session.decide(CANAL, 'moderate')
    expect(signature()).toBeUndefined()
    session.undo()
    expect(signature()?.reader).toBe('Dr. Ada Lind')
  })

  it('shifts findings, levels and decisions together, and undoes it', async () => {
    const { session, cell } = await analysed()
    session.confirm(CANAL)
    session.shiftAllLevels(1)
    expect(cell('l5_s1/spinal_canal_stenosis')).toMatchObject({
      proposal: { proposed: 'severe' },
      decision: { grade: 'severe' },
    })
    expect(session.select.levels(session.store.getState())).toHaveLength(4)
    session.undo()
    expect(cell(CANAL).decision?.grade).toBe('severe')
    expect(session.select.levels(session.store.getState())).toHaveLength(5)
  })

  it('grades a moved level again, and no other; one undo brings back its place and the very grades', async () => {
    const { analysisPort } = begin()
    const analyse = vi.fn<AnalysisPort['analyse']>((...call) => analysisPort.analyse(...call))
    const { session, until } = await analysed({ analysis: { ...analysisPort, analyse } })
    expect(session.select.isOutdated(session.store.getState())).toBe(false)
    const before = session.store.getState().reading
    session.placeLevels([{ ...located('l3_l4'), centre: [0, 5, 29] }])
    expect(session.select.isOutdated(session.store.getState())).toBe(true)
    expect(analyse.mock.lastCall?.[1].levels?.[2]?.centre).toEqual([0, 5, 29])
    expect(analyse.mock.lastCall?.[1].only).toEqual(['l3_l4'])
    await until('analysed')
    const after = session.store.getState().reading
    expect(session.select.isOutdated(session.store.getState())).toBe(false)
    const elsewhere = (reading: typeof before) => reading?.findings.filter(({ level }) => level !== 'l3_l4')
    expect(elsewhere(after)).toEqual(elsewhere(before))
    expect(after?.findings).toHaveLength(25)
    const runs = analyse.mock.calls.length
    session.undo()
    expect(session.store.getState().reading).toBe(before)
    session.redo()
    expect(session.store.getState().reading).toBe(after)
    expect(analyse).toHaveBeenCalledTimes(runs)
  })

  it('hides proposals from a reader who goes first, until graded or asked for', async () => {
    const { session, cell } = await analysed()
    session.setMode('reader-first')
    expect(cell(CANAL).hidden).toBe(true)
    session.confirm(CANAL)
    expect(cell(CANAL).decision).toBeUndefined()
    session.reveal(CANAL)
    expect(cell(CANAL).hidden).toBe(false)
    session.decide('l1_l2/spinal_canal_stenosis', 'moderate')
    expect(cell('l1_l2/spinal_canal_stenosis').hidden).toBe(false)
  })

  it('keeps blind readings blind until the comparison', async () => {
    const { session, cell } = await analysed()
    session.setMode('blind')
    session.decide(CANAL, 'moderate')
    expect(cell(CANAL).hidden).toBe(true)
    session.compare()
    expect(cell(CANAL).hidden).toBe(false)
  })

  it('never counts a cell as blind once its proposal was in view', async () => {
    const { session, cell } = await analysed()
    session.setMode('blind')
    session.decide(CANAL, 'moderate')
    expect(cell(CANAL).decision?.mode).toBe('concurrent')
  })

  it('counts a cell as blind whose proposal was never in view', async () => {
    const desk = begin()
    desk.session.setMode('blind')
    desk.session.openFiles([FILE])
    await desk.until('analysed')
    expect(desk.session.store.getState().seen).toEqual({})
    desk.session.decide(CANAL, 'moderate')
    expect(desk.cell(CANAL).decision?.mode).toBe('blind')
    desk.session.compare()
    expect(Object.keys(desk.session.store.getState().seen)).toHaveLength(25)
    desk.session.decide(CANAL, 'severe')
    expect(desk.cell(CANAL).decision?.mode).toBe('concurrent')
  })

  it('logs what was seen cell by cell when the reader goes first', async () => {
    const { session, until, cell } = begin()
    session.setMode('reader-first')
    session.openFiles([FILE])
    await until('analysed')
    session.reveal(CANAL)
    expect(Object.keys(session.store.getState().seen)).toEqual([CANAL])
    const other = 'l1_l2/spinal_canal_stenosis'
    session.decide(other, 'moderate')
    expect(cell(other).decision?.mode).toBe('reader-first')
    session.withdraw(other)
    session.decide(other, 'severe')
    expect(cell(other).decision?.mode).toBe('concurrent')
  })

  it('reads the study again when the reader chooses another series', async () => {
    const { analysisPort } = begin()
    const analyse = vi.fn<AnalysisPort['analyse']>((...call) => analysisPort.analyse(...call))
    const { session, until } = await analysed({ analysis: { ...analysisPort, analyse } })
    session.chooseRole('sagittal_t2', ['other'])
    await until('analysed')
    expect(analyse).toHaveBeenCalledTimes(2)
    expect(analyse.mock.lastCall?.[1].roles).toEqual([
      { role: 'sagittal_t2', stackIds: ['other'], why: [{ kind: 'reader' }] },
    ])
  })
})

describe('a prior of the same patient', () => {
  const [now, then] = [study('now'), { ...study('then'), date: '2024-01-01' }]

  it('has its levels found once the current study is read, and nothing in it is graded', async () => {
    const base = begin()
    const asked: string[] = []
    let stopped = false
    const analyse: AnalysisPort['analyse'] = (signal, request, onProgress) => {
      asked.push(request.study.studyInstanceUid)
      if (request.study !== then) return base.analysisPort.analyse(signal, request, onProgress)
      signal.addEventListener('abort', () => (stopped = true))
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Cancelled('cancelled')))
        queueMicrotask(() => onProgress({ kind: 'levels', levels: [located('l4_l5', 7)] }))
      })
    }
    const { session, until } = begin({
      study: {
        ...base.studyPort,
        open: () => Promise.resolve(succeed({ studies: [then, now], reports: [], skipped: [] })),
      },
      analysis: { ...base.analysisPort, analyse },
    })
    session.openFiles([FILE])
    await until('analysed')
    expect(session.store.getState().studyUid).toBe('now')
    await vi.waitFor(() => expect(session.store.getState().prior?.kind).toBe('located'))
    expect(asked).toEqual(['now', 'then'])
    expect(stopped).toBe(true)
    expect(session.store.getState().prior).toMatchObject({ studyUid: 'then', levels: [{ level: 'l4_l5' }] })
    expect(session.store.getState().analysing).toBeUndefined()
    session.chooseStudy('then')
    expect(session.store.getState().prior).toBeUndefined()
  })
})
