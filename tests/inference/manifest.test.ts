import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseManifest } from '../../src/inference/manifest.ts'

const onDisk = readFileSync(new URL('../../models/cauda-lumbar-1/manifest.json', import.meta.url), 'utf8')
/** What a manifest says to people alone: how a network was made, and what its abstention was measured to buy. */
const UNREAD = ['abstention', 'commit', 'config', 'libraries', 'restored', 'teachersSha256']
const parsedShipped: unknown = JSON.parse(onDisk, (key, value: unknown) =>
  UNREAD.includes(key) ? undefined : value,
)
const shipped = JSON.stringify(parsedShipped)
const OPTIONAL = /canalWeights|outputs\.\d+\.calibration$/

describe('the manifest of a pack', () => {
  it('is read whole', () => {
    expect(parseManifest(shipped, 'pack')).toEqual({ ok: true, value: parsedShipped })
  })

  it('is read without the cuts that older packs hold, whatever is in them', () => {
    for (const cuts of [[0.5, 1.1], [1.4, 0.6], 'none']) {
      const older = JSON.stringify(parsedShipped).replaceAll(
        '"abstainBelow"',
        `"cuts":${JSON.stringify(cuts)},"abstainBelow"`,
      )
      expect(parseManifest(older, 'pack')).toEqual({ ok: true, value: parsedShipped })
    }
  })

  it.each(['left out', 'null', 'true', 'a negative number'])('is refused where a field is %s', (how) => {
    for (const path of fieldsOf(JSON.parse(shipped))) {
      const parsed = parseManifest(JSON.stringify(spoilt(path, how)), 'pack')
      const isHarmless =
        (how === 'left out' && (OPTIONAL.test(path.join('.')) || isEntry(path))) ||
        (how === 'a negative number' && parsed.ok)
      if (!isHarmless) expect(parsed, `${path.join('.')} ${how}`).toMatchObject({ ok: false })
      if (!parsed.ok) expect(parsed.diagnostic.code).toMatch(/^pack\./)
    }
  })

  it('is refused with the network and the field that are wrong', () => {
    const parsed = parseManifest(
      JSON.stringify(spoilt(['networks', '0', 'input', 'name'], 'left out')),
      'pack',
    )
    expect(parsed).toMatchObject({
      ok: false,
      diagnostic: {
        code: 'pack.missing-field',
        subject: 'pack/localize-sagittal',
        fields: { field: 'input.name' },
      },
    })
  })

  it('may describe a logit that tells the slice of a foramen, and only as one yes-or-no answer', () => {
    const slice = { name: 'slice', target: 'slice', labels: ['graded_here'], activation: 'sigmoid' }
    expect(parseManifest(withOutput(slice), 'pack').ok).toBe(true)
    for (const wrong of [{ labels: ['here', 'beside'] }, { activation: 'softmax' }])
      expect(parseManifest(withOutput({ ...slice, ...wrong }), 'pack')).toMatchObject({
        ok: false,
        diagnostic: { code: 'pack.wrong-field', subject: 'pack/grade-foramen' },
      })
  })
})

/** The shipped manifest, its foraminal grader with one more output. */
function withOutput(output: unknown): string {
  const manifest = JSON.parse(shipped) as { networks: { id: string; outputs: unknown[] }[] }
  manifest.networks.find(({ id }) => id === 'grade-foramen')?.outputs.push(output)
  return JSON.stringify(manifest)
}

/** Every path to a field, of the first entries of each list alone. */
function fieldsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value)
  return keys.flatMap((key) => [
    [...path, key],
    ...fieldsOf((value as Record<string, unknown>)[key], [...path, key]),
  ])
}

/** Lists may be shorter: a data set less, an output less. */
function isEntry(path: readonly string[]): boolean {
  return /^\d+$/.test(path.at(-1) ?? '')
}

function spoilt(path: readonly string[], how: string): unknown {
  const manifest = JSON.parse(shipped) as Record<string, unknown>
  const owner = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>((inside, key) => inside[key] as Record<string, unknown>, manifest)
  const key = path.at(-1) as string
  if (how === 'left out' && Array.isArray(owner)) owner.splice(Number(key), 1)
  else if (how === 'left out') Reflect.deleteProperty(owner, key)
  else owner[key] = { null: null, true: true, 'a negative number': -1 }[how]
  return manifest
}
