import dicomParser from 'dicom-parser'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { SimulatedFile } from '../src/phantom/simulate-study.ts'

/** Read from the files of a series by an independent reader, and turned into patient millimetres by this file's own arithmetic. */
export type Plane = {
  readonly position: readonly number[]
  readonly along: readonly number[]
  readonly down: readonly number[]
  readonly spacing: readonly [row: number, column: number]
  readonly rows: number
  readonly columns: number
}

/** The planes of the simulated series in `folder`, in reading order: sagittal from right to left, axial from head to feet. */
export function planesOf(files: readonly SimulatedFile[], folder: string): readonly Plane[] {
  const planes = files.filter(({ path }) => path.includes(`/${folder}/`)).map(({ bytes }) => planeOf(bytes))
  const place = ({ position, along, down, spacing, rows, columns }: Plane): number => {
    const middle = position.map(
      (value, axis) =>
        value + (along[axis]! * spacing[1] * (columns - 1)) / 2 + (down[axis]! * spacing[0] * (rows - 1)) / 2,
    )
    return folder.startsWith('axial') ? -middle[2]! : middle[0]!
  }
  return [...planes].sort((a, b) => place(a) - place(b))
}

function planeOf(bytes: Uint8Array): Plane {
  const set = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' })
  const numbers = (tag: string): number[] => set.string(tag)!.split('\\').map(Number)
  const orientation = numbers('x00200037')
  return {
    position: numbers('x00200032'),
    along: orientation.slice(0, 3),
    down: orientation.slice(3),
    spacing: numbers('x00280030') as [number, number],
    rows: set.uint16('x00280010')!,
    columns: set.uint16('x00280011')!,
  }
}

/** A pane that shows the whole of an image, unturned: where its pixels and millimetres are on the page. */
export type ShownPane = {
  readonly plane: Plane
  readonly pxPerMm: number
  /** Page coordinates of a patient point. */
  readonly at: (point: readonly number[]) => readonly [x: number, y: number]
  /** The patient point under a place of the pane's own surface. */
  readonly patientAt: (x: number, y: number) => readonly number[]
}

export async function shownPane(pane: Locator, planes: readonly Plane[]): Promise<ShownPane> {
  const [, image] = /image (\d+) of/.exec((await pane.getAttribute('aria-label')) ?? '') ?? []
  const plane = planes[Number(image) - 1]!
  const box = (await pane.locator('.pane-surface').boundingBox())!
  const { position, along, down, spacing, rows, columns } = plane
  const pxPerMm = Math.min(box.width / (columns * spacing[1]), box.height / (rows * spacing[0]))
  const project = (point: readonly number[], axis: readonly number[]): number =>
    point.reduce((sum, value, i) => sum + (value - position[i]!) * axis[i]!, 0)
  return {
    plane,
    pxPerMm,
    at: (point) => [
      box.x + box.width / 2 + (project(point, along) - ((columns - 1) * spacing[1]) / 2) * pxPerMm,
      box.y + box.height / 2 + (project(point, down) - ((rows - 1) * spacing[0]) / 2) * pxPerMm,
    ],
    patientAt: (x, y) => {
      const right = (x - box.width / 2) / pxPerMm + ((columns - 1) * spacing[1]) / 2
      const below = (y - box.height / 2) / pxPerMm + ((rows - 1) * spacing[0]) / 2
      return position.map((value, axis) => value + along[axis]! * right + down[axis]! * below)
    },
  }
}

/** How far a patient point is from a plane, mm. */
export function offPlane({ position, along, down }: Plane, point: readonly number[]): number {
  const normal = [0, 1, 2].map((axis) => {
    const [next, after] = [(axis + 1) % 3, (axis + 2) % 3]
    return along[next]! * down[after]! - along[after]! * down[next]!
  })
  return Math.abs(point.reduce((sum, value, axis) => sum + (value - position[axis]!) * normal[axis]!, 0))
}

export async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
  await page.mouse.move(...to)
  await page.mouse.up()
}

/** The number in `37.6 ± 0.3 mm`, from the name of the only annotation of its kind. */
export async function measured(page: Page, kind: string): Promise<number> {
  const annotation = page.getByRole('button', { name: new RegExp(`^${kind}, `) })
  await expect(annotation).toHaveCount(1)
  const name = (await annotation.getAttribute('aria-label')) ?? ''
  return Number(/ (-?\d+\.\d) ±/.exec(name)?.[1])
}
