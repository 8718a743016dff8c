import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { diagnosticMessage, wordDiagnostic } from '../../src/words/diagnostics.ts'

const DOCS = join(import.meta.dirname, '..', '..', 'docs', 'diagnostics')
/** Rooms whose diagnostics reach the page; the others speak on the command line. */
const ON_THE_PAGE = ['study', 'intake', 'series', 'analysis', 'pack', 'inference', 'review', 'report']

const codes = readdirSync(DOCS)
  .flatMap((page) => readFileSync(join(DOCS, page), 'utf8').split('\n'))
  .flatMap((line) => /^\| `?([a-z]+\.[a-z0-9-]+)`? \|/.exec(line)?.[1] ?? [])
  .filter((code) => ON_THE_PAGE.includes(code.split('.')[0]!))

describe('words of diagnostics', () => {
  it('are documented', () => {
    expect(codes.length).toBeGreaterThan(20)
  })

  it.each(codes)('%s has words of its own', (code) => {
    const { what } = wordDiagnostic(diagnose(code, 'error', 'subject', {}))
    expect(what).toMatch(/[.:]$/)
    expect(what).not.toMatch(/^[A-Z][a-z]+: [a-z ]+ \(subject\)$/)
  })

  it('lose nothing of a code that nobody wrote words for', () => {
    const unknown = diagnose('analysis.quite-new', 'warning', 'L4/L5', { found: 3, wanted: 5 })
    expect(diagnosticMessage(unknown)).toBe('Analysis: quite new (L4/L5) (found 3, wanted 5)')
    expect(wordDiagnostic(unknown).code).toBe('analysis.quite-new')
  })
})
