import { describe, expect, it } from 'vitest'
import { buildStudies } from '../../src/series/build-studies.ts'
import { AXIAL, makeAxial, makeInstance, makeSagittal, SAGITTAL } from './make-instance.ts'

/** Axial, tilted about the patient's left-right axis. */
function tilted(degrees: number): readonly number[] {
  const angle = (degrees * Math.PI) / 180
  return [1, 0, 0, 0, Math.cos(angle), Math.sin(angle)]
}

function shuffled<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value, index) => [(index * 7919) % values.length, value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value)
}

describe('buildStudies', () => {
  it('orders a stack in space, whatever the order and names of the files', () => {
    const slices = makeSagittal(9)
    const { studies } = buildStudies(shuffled(slices))
    const places = studies[0]!.stacks[0]!.images.map(({ geometry }) => geometry.position[0])
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(studies[0]!.stacks[0]!.images).toHaveLength(9)
  })

  it('reads sagittal from right to left and axial from head to feet, whichever way the normal points', () => {
    const backwards = [0, -1, 0, 0, 0, -1]
    const sagittal = [3, 1, 2].map((x) => makeInstance({ orientation: backwards, position: [x, 0, 0] }))
    const axial = [3, 1, 2].map((z) => makeInstance({ series: '2', orientation: AXIAL, position: [0, 0, z] }))
    const [first, second] = buildStudies([...sagittal, ...axial]).studies[0]!.stacks
    expect(first!.images.map(({ geometry }) => geometry.position[0])).toEqual([1, 2, 3])
    expect(second!.images.map(({ geometry }) => geometry.position[2])).toEqual([3, 2, 1])
  })

  it('makes a stack for each disc of an axial series with several orientations', () => {
    const discs = [0, 8, 16].flatMap((degrees, disc) =>
      makeAxial(5, { orientation: tilted(degrees) }, 100 - disc * 30),
    )
    const { stacks } = buildStudies(shuffled(discs)).studies[0]!
    expect(stacks.map(({ images }) => images.length)).toEqual([5, 5, 5])
    expect(new Set(stacks.map(({ id }) => id)).size).toBe(3)
  })

  it('separates sizes, echoes and repetitions in time', () => {
    const sizes = [...makeSagittal(3), ...makeSagittal(3, { rows: 320 })]
    const echoes = [
      ...makeSagittal(3, { series: '2', echoTimeMs: 20 }),
      ...makeSagittal(3, { series: '2', echoTimeMs: 90 }),
    ]
    const times = [1, 2].flatMap((temporalIndex) => makeSagittal(3, { series: '3', temporalIndex }))
    const { stacks } = buildStudies([...sizes, ...echoes, ...times]).studies[0]!
    expect(stacks.map(({ images }) => images.length)).toEqual([3, 3, 3, 3, 3, 3])
  })

  it('says where slices are missing, in millimetres', () => {
    const slices = makeSagittal(10).filter((_, index) => index !== 4 && index !== 5)
    const { diagnostics } = buildStudies(slices).studies[0]!.stacks[0]!
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]).toMatchObject({
      code: 'series.missing-slices',
      fields: { afterImage: 4, atMm: 12, gapMm: 12, usualMm: 4, missing: 2 },
    })
  })

  it('takes the way from disc to disc in an axial series for no gap, but sees a slice missing in one', () => {
    const discs = [100, 72, 41].flatMap((from) => makeAxial(6, {}, from, 3.5))
    expect(buildStudies(discs).studies[0]!.stacks[0]!.diagnostics).toEqual([])
    const cut = discs.filter((_, index) => index !== 8)
    expect(buildStudies(cut).studies[0]!.stacks[0]!.diagnostics).toMatchObject([
      { code: 'series.missing-slices', fields: { missing: 1, gapMm: 7 } },
    ])
    const sagittal = discs.map((_, index) =>
      makeInstance({ position: [index < 9 ? index * 3.5 : index * 3.5 + 20, 0, 0] }),
    )
    expect(buildStudies(sagittal).studies[0]!.stacks[0]!.diagnostics).toHaveLength(1)
  })

  it('says where gaps are uneven', () => {
    const places = [0, 4, 8, 12.9, 16.9, 20.9]
    const slices = places.map((x) => makeInstance({ orientation: SAGITTAL, position: [x, 0, 0] }))
    const [gap] = buildStudies(slices).studies[0]!.stacks[0]!.diagnostics
    expect(gap).toMatchObject({ code: 'series.uneven-gaps', fields: { afterImage: 3, atMm: 8, gapMm: 4.9 } })
  })

  it('keeps two studies apart, and reports two patients in one', () => {
    const files = [...makeSagittal(3), ...makeSagittal(3, { study: '2', series: '2' })]
    expect(buildStudies(files).studies).toHaveLength(2)
    const mixed = [...makeSagittal(3), ...makeSagittal(3, { series: '3', patientId: 'P2' })]
    expect(buildStudies(mixed).studies[0]!.diagnostics.map(({ code }) => code)).toContain(
      'series.several-patients',
    )
  })

  it('gives every image an id of its own where research files count UIDs from 1 again in each series', () => {
    const files = ['1', '2'].flatMap((series) =>
      makeSagittal(3, { series }).map((instance, index) => ({
        ...instance,
        sopInstanceUid: `s.${index}`,
        id: `${series}/s.${index}`,
      })),
    )
    const { stacks, diagnostics } = buildStudies(files).studies[0]!
    const ids = stacks.flatMap(({ images }) => images.map(({ id }) => id))
    expect(new Set(ids).size).toBe(6)
    expect(diagnostics.map(({ code }) => code)).toContain('series.uids-repeat')
  })

  it('skips an image that no header places in the patient', () => {
    const mosaic = makeInstance({ orientation: [], imageType: ['ORIGINAL', 'PRIMARY', 'M', 'MOSAIC'] })
    expect(buildStudies([mosaic]).skipped[0]!.diagnostic.code).toBe('series.mosaic')
    const placeless = makeInstance({ orientation: [] })
    const { studies, skipped } = buildStudies([placeless])
    expect(studies).toEqual([])
    expect(skipped.map(({ path, diagnostic }) => [path, diagnostic.code])).toEqual([
      [placeless.path, 'series.no-position'],
    ])
  })
})
