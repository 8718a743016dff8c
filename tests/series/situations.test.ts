import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { observe, SITUATIONS, situationsTable } from './situations.ts'

describe('what belongs together', () => {
  it.each(SITUATIONS.map((situation) => [situation.files, situation] as const))('%s', (_, situation) => {
    expect(observe(situation)).toEqual(situation.expected)
  })

  it('is the table of docs/conformance.md', () => {
    const page = readFileSync(new URL('../../docs/conformance.md', import.meta.url), 'utf8')
    expect(page).toContain(situationsTable())
  })
})
