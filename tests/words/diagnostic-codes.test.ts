import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SERIES_ROLES } from '../../src/domain/study.ts'
import { DIAGNOSTICS } from '../../src/words/en/diagnostics.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** The rooms whose diagnostics reach a reader. */
const ROOMS = ['intake', 'series', 'study', 'analysis', 'inference', 'pack', 'review'] as const

/** A quoted code; codes that a template makes are in MADE. */
const CODE = new RegExp(`'((?:${ROOMS.join('|')})\\.[a-z0-9-]+)'`, 'g')
const MADE = [
  ...SERIES_ROLES.map((role) => `series.no-${role.replace('_', '-')}`),
  ...['canal', 'foramen', 'recess'].map((site) => `analysis.${site}-not-found`),
]

/** Every code that the source makes, words and tests apart. */
function codesInSource(): ReadonlySet<string> {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !path.startsWith('words'),
  )
  const codes = files.flatMap((path) =>
    [...readFileSync(join(ROOT, 'src', path), 'utf8').matchAll(CODE)].map(([, code]) => code!),
  )
  return new Set([...codes, ...MADE])
}

function codesInDocs(room: string): readonly string[] {
  const text = readFileSync(join(ROOT, 'docs', 'diagnostics', `${room}.md`), 'utf8')
  return [...text.matchAll(/^\| `?([a-z]+\.[a-z0-9-]+)`? \|/gm)].map(([, code]) => code!)
}

const codes = codesInSource()

describe.each(ROOMS)('the diagnostics of %s', (room) => {
  const made = [...codes].filter((code) => code.startsWith(`${room}.`)).sort()

  it('are some', () => {
    expect(made).not.toEqual([])
  })

  it('all have words', () => {
    expect(made.filter((code) => !(code in DIAGNOSTICS))).toEqual([])
  })

  it('are all that there are words for', () => {
    const worded = Object.keys(DIAGNOSTICS).filter((code) => code.startsWith(`${room}.`))
    expect(worded.filter((code) => !codes.has(code))).toEqual([])
  })

  it('have one row each in the docs, and the docs no other', () => {
    expect([...codesInDocs(room)].sort()).toEqual(made)
  })
})
