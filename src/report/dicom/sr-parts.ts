import type { Evidence } from '../../domain/finding.ts'
import { UNNAMED_READER } from '../../domain/decision.ts'
import type { BoxPx, ImagePoint } from '../../domain/geometry.ts'
import { DCM, SCT } from '../coding/codes.ts'
import type { Code } from '../coding/codes.ts'
import { asPersonName } from '../coding/person-name.ts'
import { uidFrom } from '../../dicom/uid.ts'
import type { ReportImage, ReportModel } from '../model/report-model.ts'
import type { Relationship, SrItem } from './sr-content.ts'

/** A box on an image, in pixels of that image. */
export type Place = Pick<Evidence, 'boxPx' | 'imageId'>

/** A shape in the coordinates of an SR: (0, 0) is the outer corner of the first pixel. */
export type Shape = Pick<SrItem & { type: 'SCOORD' }, 'graphic' | 'points'>

/** TID 1003: a reader by name, or as one who gave none. */
export function personObserver(reader: string | undefined): SrItem[] {
  return [
    code('HAS OBS CONTEXT', DCM.observerType, DCM.person),
    {
      type: 'PNAME',
      relationship: 'HAS OBS CONTEXT',
      name: DCM.personObserverName,
      personName: asPersonName(reader ?? UNNAMED_READER),
    },
  ]
}

export function tracking(
  { study }: Pick<ReportModel, 'study'>,
  identifier: string,
  unique = identifier,
): SrItem[] {
  return [
    text('HAS OBS CONTEXT', DCM.trackingIdentifier, identifier),
    {
      type: 'UIDREF',
      relationship: 'HAS OBS CONTEXT',
      name: DCM.trackingUid,
      uid: uidFrom(`${study.studyInstanceUid} ${unique}`),
    },
  ]
}

/** TID 4019: the pack, and the network in it where there is one. */
export function algorithm({ pack, engine }: ReportModel, network: string | undefined): SrItem[] {
  const parameters = [
    `pack=${pack.id}`,
    `sha256=${pack.sha256}`,
    `backend=${engine.backend}`,
    `preprocessing=${engine.preprocessingVersion}`,
    ...(network === undefined ? [] : [`network=${network}`]),
  ]
  return [
    text('HAS CONCEPT MOD', DCM.algorithmName, pack.name),
    text('HAS CONCEPT MOD', DCM.algorithmVersion, pack.version),
    ...parameters.map((parameter) => text('HAS CONCEPT MOD', DCM.algorithmParameters, parameter)),
  ]
}

export function site(level: Code, side: Code | undefined): SrItem {
  const item = code('HAS CONCEPT MOD', SCT.findingSite, level)
  return side === undefined ? item : { ...item, children: [code('HAS CONCEPT MOD', SCT.laterality, side)] }
}

/** A group with a region of its own is planar (TID 1410). */
export function templateOf(where: Place | undefined): string {
  return where === undefined ? '1501' : '1410'
}

/** The region of a group: its box on its image. */
export function regions(model: ReportModel, where: Place | undefined): SrItem[] {
  if (where === undefined) return []
  return [region('CONTAINS', DCM.imageRegion, boxShape(where.boxPx), imageOf(model, where.imageId))]
}

/** Where a value was measured (TID 320), below the value: viewers and readers of measurements look for it there. */
export function measuredOn(model: ReportModel, where: Place | undefined): SrItem[] {
  if (where === undefined) return []
  return [sourceRegion(boxShape(where.boxPx), imageOf(model, where.imageId))]
}

export function sourceRegion(shape: Shape, image: ReportImage): SrItem {
  return region('INFERRED FROM', DCM.sourceOfMeasurement, shape, image)
}

export function region(relationship: Relationship, name: Code, shape: Shape, image: ReportImage): SrItem {
  const source: SrItem = { type: 'IMAGE', relationship: 'SELECTED FROM', image }
  return { type: 'SCOORD', relationship, name, ...shape, children: [source] }
}

/** Points whose (0, 0) is the centre of the first pixel as DICOM counts, from its outer corner (PS3.3 C.18.6.1.2). */
export function fromCorner(points: readonly ImagePoint[]): number[] {
  return points.flatMap(([column, row]) => [column + 0.5, row + 0.5])
}

export function imageOf({ images }: Pick<ReportModel, 'images'>, imageId: string): ReportImage {
  const image = images[imageId]
  if (image === undefined) throw new Error(`no image ${imageId} in the report`)
  return image
}

export function code(relationship: Relationship, name: Code, value: Code): SrItem {
  return { type: 'CODE', relationship, name, code: value }
}

export function text(relationship: Relationship, name: Code, value: string): SrItem {
  return { type: 'TEXT', relationship, name, text: value }
}

function boxShape([x, y, width, height]: BoxPx): Shape {
  const [right, bottom] = [x + width, y + height]
  const points = fromCorner([
    [x, y],
    [right, y],
    [right, bottom],
    [x, bottom],
    [x, y],
  ])
  return { graphic: 'POLYLINE', points }
}
