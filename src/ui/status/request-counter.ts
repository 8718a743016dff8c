/** What the page has asked the network for since it was opened. */
export type RequestCounter = {
  readonly getState: () => RequestCounts
  readonly subscribe: (listener: () => void) => () => void
}

type RequestCounts = {
  /** To any other origin, attempts that the Content-Security-Policy stopped included. */
  readonly elsewhere: number
  /** To the origin that serves the page: its program and its model files. */
  readonly own: number
}

/** Counts by the browser's own record, which misses nothing that the page itself fetches. */
export function countRequests(origin: string): RequestCounter {
  let counts: RequestCounts = { elsewhere: 0, own: 0 }
  const listeners = new Set<() => void>()
  const add = (change: Partial<RequestCounts>) => {
    counts = { ...counts, ...change }
    for (const listener of [...listeners]) listener()
  }
  const observer = new PerformanceObserver((list) => {
    const urls = list.getEntries().map(({ name }) => name)
    const own = urls.filter((url) => isOwn(url, origin)).length
    if (urls.length > 0) add({ own: counts.own + own, elsewhere: counts.elsewhere + urls.length - own })
  })
  observer.observe({ type: 'resource', buffered: true })
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (/^https?:/.test(blockedURI) && !isOwn(blockedURI, origin)) add({ elsewhere: counts.elsewhere + 1 })
  })
  return {
    getState: () => counts,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** `blob:` and `data:` addresses are memory of this page, not requests to anyone. */
function isOwn(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`) || url.startsWith('blob:') || url.startsWith('data:')
}
