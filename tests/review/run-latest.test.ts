import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../src/domain/cancel.ts'
import { runLatest } from '../../src/review/run-latest.ts'

const turns = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('the latest run', () => {
  it('is the only one that is current', async () => {
    const { start, cancel } = runLatest()
    const asked: [string, () => boolean, AbortSignal][] = []
    const run = (name: string) =>
      start(
        (signal, isCurrent) => {
          asked.push([name, isCurrent, signal])
          return Promise.resolve()
        },
        () => undefined,
      )
    run('first')
    run('second')
    await turns()
    expect(asked.map(([name, isCurrent, { aborted }]) => [name, isCurrent(), aborted])).toEqual([
      ['first', false, true],
      ['second', true, false],
    ])
    cancel()
    expect(asked.map(([, isCurrent]) => isCurrent())).toEqual([false, false])
  })

  it('tells of its bug once; an overtaken one and a cancelled one tell nothing', async () => {
    const { start } = runLatest()
    const bugs: unknown[] = []
    const fail = (error: Error) =>
      start(
        async () => {
          await turns()
          throw error
        },
        (bug) => bugs.push(bug),
      )
    fail(new Error('overtaken'))
    fail(new Error('mine'))
    await turns()
    await turns()
    fail(new Cancelled('cancelled'))
    await turns()
    await turns()
    expect(bugs).toEqual([new Error('mine')])
  })
})
