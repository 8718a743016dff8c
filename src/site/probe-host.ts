import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'

/** What the page can learn of its host and its browser. */
export type Surroundings = {
  /** The headers that the page came with. */
  readonly headers: Pick<Headers, 'get'>
  /** Served by HTTPS or from this machine. */
  readonly isSecureContext: boolean
  readonly hasWebAssembly: boolean
  /** Whether the browser keeps reviews; it may refuse in a private window or by policy. */
  readonly keepsReviews: boolean
}

/** What is missing for the page to work as it should, each in words; empty where nothing is. `wanted`: headers by name. */
export function judgeHost(
  wanted: Readonly<Record<string, string>>,
  { headers, isSecureContext, hasWebAssembly, keepsReviews }: Surroundings,
): readonly Diagnostic[] {
  const missing = Object.keys(wanted).filter((name) => headers.get(name) === null)
  const altered = Object.entries(wanted)
    .filter(([name, value]) => headers.get(name) !== null && headers.get(name) !== value)
    .map(([name]) => name)
  return [
    ...(isSecureContext ? [] : [diagnose('site.not-secure', 'error')]),
    ...(hasWebAssembly ? [] : [diagnose('site.no-webassembly', 'error')]),
    ...(keepsReviews ? [] : [diagnose('site.no-storage', 'warning')]),
    ...(missing.length > 0
      ? [diagnose('site.headers-missing', 'warning', '', { headers: missing.join(', ') })]
      : []),
    ...(altered.length > 0
      ? [diagnose('site.headers-altered', 'warning', '', { headers: altered.join(', ') })]
      : []),
  ]
}

/** Asks the host for the page's own headers, and the browser for the rest. */
export async function probeHost(wanted: Readonly<Record<string, string>>): Promise<readonly Diagnostic[]> {
  const response = await fetch(location.href.split('#')[0]!, { method: 'HEAD', cache: 'no-store' }).catch(
    () => undefined, // without a network there is nothing to judge
  )
  return judgeHost(response ? wanted : {}, {
    headers: response?.headers ?? new Headers(),
    isSecureContext: globalThis.isSecureContext,
    hasWebAssembly: typeof globalThis.WebAssembly === 'object',
    keepsReviews: await canKeep(),
  })
}

function canKeep(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('cauda.probe')
      request.onerror = () => resolve(false)
      request.onsuccess = () => {
        request.result.close()
        indexedDB.deleteDatabase('cauda.probe')
        resolve(true)
      }
    } catch {
      resolve(false) // the browser refuses even to be asked
    }
  })
}
