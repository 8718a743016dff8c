import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { WANTED_TAGS } from '../../../src/intake/header/wanted-tags.ts'

const INTAKE = join(import.meta.dirname, '..', '..', '..', 'src', 'intake')

it('every element that intake asks for is among the wanted ones', () => {
  const sources = readdirSync(INTAKE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const asked = sources.flatMap((name) =>
    [...readFileSync(join(INTAKE, name), 'utf8').matchAll(/'(x[0-9a-f]{8})'/g)].map(([, tag]) => tag!),
  )
  const wanted = new Set(WANTED_TAGS.values())
  expect(asked.length).toBeGreaterThan(50)
  expect([...new Set(asked)].filter((tag) => !wanted.has(tag))).toEqual([])
})
