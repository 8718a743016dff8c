import { readFileSync } from 'node:fs'
import type { ImagePoint, PatientPoint } from '../../src/domain/geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import type { EdgeLetters } from '../../src/viewer/orientation-letters.ts'

type Acquisition = ImageGeometry & { readonly name: string }

type Goldens = {
  readonly acquisitions: readonly Acquisition[]
  readonly letters: Readonly<Record<string, EdgeLetters>>
  readonly crossLines: readonly {
    readonly image: string
    readonly other: string
    readonly endsMm: readonly [PatientPoint, PatientPoint] | null
  }[]
  readonly discStacks: readonly Acquisition[]
  readonly nearest: readonly {
    readonly point: PatientPoint
    readonly index: number
    readonly distanceMm: number
  }[]
  readonly measurements: readonly {
    readonly acquisition: string
    readonly points: readonly ImagePoint[]
    readonly lengthMm: number
    readonly lengthSdMm: number
    readonly angleDegrees: number
    readonly cobbDegrees: number
  }[]
  readonly ellipse: {
    readonly columns: number
    readonly rows: number
    readonly data: readonly number[]
    readonly slope: number
    readonly intercept: number
    readonly points: readonly [ImagePoint, ImagePoint]
    readonly pixels: number
    readonly mean: number
    readonly sd: number
  }
}

/** Written by reference.py with numpy, by other ways than the viewer's. */
export const goldens = JSON.parse(readFileSync(new URL('./goldens.json', import.meta.url), 'utf8')) as Goldens

export function acquisition(name: string): ImageGeometry {
  const found = goldens.acquisitions.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no acquisition is called ${name}`)
  return found
}
