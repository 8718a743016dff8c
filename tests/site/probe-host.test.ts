import { describe, expect, it } from 'vitest'
import { judgeHost } from '../../src/site/probe-host.ts'

const wanted = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' }
const fine = {
  headers: new Headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' }),
  isSecureContext: true,
  hasWebAssembly: true,
  keepsReviews: true,
}

describe('the probe of the host', () => {
  it('says nothing where all is as it should be', () => {
    expect(judgeHost(wanted, fine)).toEqual([])
  })

  it('names headers that are missing and those that a proxy altered', () => {
    const headers = new Headers({ 'referrer-policy': 'origin' })
    expect(judgeHost(wanted, { ...fine, headers })).toMatchObject([
      { code: 'site.headers-missing', fields: { headers: 'X-Content-Type-Options' } },
      { code: 'site.headers-altered', fields: { headers: 'Referrer-Policy' } },
    ])
  })

  it.each([
    ['isSecureContext', 'site.not-secure', 'error'],
    ['hasWebAssembly', 'site.no-webassembly', 'error'],
    ['keepsReviews', 'site.no-storage', 'warning'],
  ] as const)('says what follows where %s is false', (name, code, severity) => {
    expect(judgeHost(wanted, { ...fine, [name]: false })).toMatchObject([{ code, severity }])
  })
})
