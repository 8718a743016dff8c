import type { CDPSession, Page } from 'playwright'

/** Bytes that JavaScript holds after a collection: objects, and the buffers behind them. */
export type HeapUse = { readonly objects: number; readonly buffers: number }

type HeapUsage = { readonly usedSize: number; readonly backingStorageSize?: number }

/** The heaps of a page and of all its workers, added up: work moved into a worker costs the same memory. */
export async function measureHeap(page: Page): Promise<HeapUse> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const isolates = [
    (await session.send('Runtime.getHeapUsage')) as HeapUsage,
    ...(await workerHeaps(session)),
  ]
  await session.detach()
  return {
    objects: sum(isolates.map(({ usedSize }) => usedSize)),
    buffers: sum(isolates.map(({ backingStorageSize = 0 }) => backingStorageSize)),
  }
}

async function workerHeaps(session: CDPSession): Promise<HeapUsage[]> {
  const workers: string[] = []
  const attached = (event: { sessionId: string }) => workers.push(event.sessionId)
  session.on('Target.attachedToTarget', attached)
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  session.off('Target.attachedToTarget', attached)
  return Promise.all(
    workers.map(async (worker) => {
      await ask(session, worker, 'HeapProfiler.collectGarbage')
      return ask<HeapUsage>(session, worker, 'Runtime.getHeapUsage')
    }),
  )
}

let asked = 0

/** A command to a worker, through the page's session: Playwright has no session of its own for workers. */
function ask<T>(session: CDPSession, worker: string, method: string): Promise<T> {
  const id = ++asked
  return new Promise((resolve) => {
    const hear = ({ sessionId, message }: { sessionId: string; message: string }) => {
      const answer = JSON.parse(message) as { id?: number; result?: T }
      if (sessionId !== worker || answer.id !== id) return
      session.off('Target.receivedMessageFromTarget', hear)
      if (!answer.result) throw new Error(`bench.no-answer: ${method}: ${message}`)
      resolve(answer.result)
    }
    session.on('Target.receivedMessageFromTarget', hear)
    void session.send('Target.sendMessageToTarget', {
      sessionId: worker,
      message: JSON.stringify({ id, method }),
    })
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
