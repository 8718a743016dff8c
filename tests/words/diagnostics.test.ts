import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { diagnosticMessage, wordDiagnostic } from '../../src/words/diagnostics.ts'
import { SAMPLE_DIAGNOSTICS } from './sample-diagnostics.ts'

const DOCS = join(import.meta.dirname, '..', '..', 'docs', 'diagnostics')
/** The training pipeline prints its diagnostics from Python, and the command line says in one line how it was used wrongly. */
const NOT_OF_THE_APP = ['training.md', 'command-line.md']

const documented = readdirSync(DOCS)
  .filter((page) => !NOT_OF_THE_APP.includes(page))
  .flatMap((page) => readFileSync(join(DOCS, page), 'utf8').split('\n'))
  .flatMap((line) => /^\| `?([a-z]+\.[a-z0-9-]+)`? \|/.exec(line)?.[1] ?? [])

describe('every diagnostic', () => {
  it('has one row in docs/diagnostics, which has no other rows', () => {
    expect(documented.toSorted()).toEqual(SAMPLE_DIAGNOSTICS.map(({ code }) => code).toSorted())
  })

  it.each(SAMPLE_DIAGNOSTICS.map((diagnostic) => [diagnostic.code, diagnostic] as const))(
    '%s says in a sentence what happened, and leaves no field unsaid as undefined',
    (_code, diagnostic) => {
      expect(wordDiagnostic(diagnostic).what).toMatch(/[.:]$/)
      expect(diagnosticMessage(diagnostic)).not.toMatch(/undefined|NaN|\[object/)
    },
  )
})

describe('the message of a diagnostic', () => {
  it('is one paragraph: what, why, what to do', () => {
    const gap = { afterImage: 4, atMm: 16, gapMm: 12, usualMm: 4, missing: 2 }
    expect(diagnosticMessage(diagnose('series.missing-slices', 'warning', 'T2', gap))).toBe(
      'Series T2: 2 images missing after image 4. The gap at 16 mm is 12 mm wide instead of 4 mm.',
    )
  })

  it('names the commonest reason when no file is an image', () => {
    const commonest = diagnose('intake.not-dicom', 'info', 'a.pdf', { kind: 'PDF' })
    const diagnostic = diagnose('study.no-images', 'error', '', { files: 3, count: 2, commonest })
    expect(diagnosticMessage(diagnostic)).toBe(
      'None of 3 files could be read as an image. 2 files: Not DICOM: PDF. ' +
        'Open the folder, ZIP or CD that holds the DICOM files of a lumbar MRI.',
    )
  })
})
