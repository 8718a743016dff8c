import { describe, expect, it } from 'vitest'
import { skippedOfPlaywright, skippedOfVitest } from '../../scripts/skipped-tests.mjs'

describe('skipped tests', () => {
  it('of vitest are named with their file and why', () => {
    const files = [
      {
        name: '/here/tests/a.test.ts',
        assertionResults: [
          { status: 'passed', fullName: 'a works' },
          { status: 'skipped', fullName: 'a needs a CD' },
          { status: 'pending', fullName: 'a needs luck', meta: { note: 'no luck' } },
        ],
      },
    ]
    expect(skippedOfVitest(files, '/here')).toEqual([
      'tests/a.test.ts: a needs a CD (needs data that do not ship with Cauda (shared/, see tests/shared-data.ts), or a tool that is not here)',
      'tests/a.test.ts: a needs luck (no luck)',
    ])
  })

  it('of Playwright are found in every suite, with the reason given to skip', () => {
    const skipped = {
      status: 'skipped',
      projectName: 'webgpu',
      annotations: [{ type: 'skip', description: 'no adapter' }],
    }
    const suites = [
      { specs: [], suites: [{ specs: [{ file: 'a.spec.ts', title: 'draws', tests: [skipped] }] }] },
      {
        specs: [{ file: 'b.spec.ts', title: 'works', tests: [{ status: 'expected', projectName: 'wasm' }] }],
      },
    ]
    expect(skippedOfPlaywright(suites)).toEqual(['e2e/a.spec.ts: draws [webgpu] (no adapter)'])
  })
})
