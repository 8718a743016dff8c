import { afterEach, expect, it, vi } from 'vitest'
import { initialState } from '../../../src/review/session-state.ts'
import { surroundings } from '../../../src/ui/notices/surroundings.ts'

afterEach(() => vi.unstubAllGlobals())

it('tells app, host and pack, and nothing of the address that may name a study', () => {
  vi.stubGlobal('__APP_VERSION__', '1.2.3')
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('navigator', { userAgent: 'Browser 9', hardwareConcurrency: 2 })
  vi.stubGlobal('location', new URL('https://host/tools/cauda/?pack=p#study=1.2.840.99'))
  const told = surroundings(initialState('pack-1'))
  expect(told).toMatchObject({
    app: '1.2.3',
    address: 'https://host/tools/cauda/',
    secure: 'true',
    browser: 'Browser 9',
    pack: 'pack-1',
  })
  expect(JSON.stringify(told)).not.toContain('1.2.840.99')
})
