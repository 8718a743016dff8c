import { describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../csp.ts'

describe('the content security policy', () => {
  it('lets the page talk to its own origin and to itself, and to nothing else', () => {
    const directives = CONTENT_SECURITY_POLICY.split('; ').map((directive) => directive.split(' '))
    const sources: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
      directives.map(([name, ...allowed]) => [name, allowed]),
    )
    expect(sources['default-src']).toEqual(["'none'"])
    expect(sources['connect-src']).toEqual(["'self'", 'blob:'])
    expect(sources['worker-src']).toEqual(["'self'", 'blob:'])
    expect(sources['form-action']).toEqual(["'none'"])
    expect(sources['base-uri']).toEqual(["'none'"])
    const everything = Object.values(sources).flat()
    expect(
      everything.filter((source) => /^(https?|wss?):|\*|unsafe-inline|'unsafe-eval'/.test(source)),
    ).toEqual([])
  })

  it('travels in the headers too', () => {
    expect(SECURITY_HEADERS['Content-Security-Policy']).toContain(CONTENT_SECURITY_POLICY)
    expect(SECURITY_HEADERS['Referrer-Policy']).toBe('no-referrer')
  })
})
