import type { Annotation, AnnotationKind, Quantity } from '../../domain/annotation.ts'
import type { ImagePoint } from '../../domain/geometry.ts'
import { CAUDA, DCM, SCT, UNITS } from '../coding/codes.ts'
import type { Code } from '../coding/codes.ts'
import type { ReportModel } from '../model/report-model.ts'
import type { SrItem } from './sr-content.ts'
import { number, standardUncertainty } from './sr-measurements.ts'
import { fromCorner, imageOf, personObserver, region, sourceRegion, text, tracking } from './sr-parts.ts'
import type { Shape } from './sr-parts.ts'

/** The tools of Cornerstone3D, whose adapters (and OHIF) know by this identifier what a shape stands for. */
const TOOL = 'Cornerstone3DTools@^0.1.0'
const TOOLS = {
  probe: 'Probe',
  length: 'Length',
  angle: 'Angle',
  cobb: 'CobbAngle',
  ellipse: 'EllipticalROI',
  arrow: 'ArrowAnnotate',
} as const satisfies Record<AnnotationKind, string>

/** What the reader drew and measured: a group each, with its author, its values, and its shape below each value. */
export function drawingGroups(model: ReportModel): SrItem[] {
  return model.annotations.map((annotation) => drawingGroup(model, annotation))
}

function drawingGroup(model: ReportModel, annotation: Annotation): SrItem {
  const { id, kind, imageId, quantities, text: words } = annotation
  const image = imageOf(model, imageId)
  const shape = shapeOf(annotation)
  const values = quantities.flatMap((quantity) => valueItem(kind, quantity, sourceRegion(shape, image)))
  return {
    type: 'CONTAINER',
    relationship: 'CONTAINS',
    name: DCM.measurementGroup,
    template: values.length === 0 ? '1410' : '1501',
    children: [
      ...personObserver(model.reader),
      ...tracking(model, `${TOOL}:${TOOLS[kind]}`, `annotation ${id}`),
      ...(values.length === 0 ? [region('CONTAINS', DCM.imageRegion, shape, image)] : []),
      ...(words === '' ? [] : [text('CONTAINS', DCM.comment, words)]),
      ...values,
    ],
  }
}

function valueItem(
  kind: AnnotationKind,
  { name, value, unit, uncertainty }: Quantity,
  where: SrItem,
): SrItem[] {
  const concept = conceptOf(kind, name)
  if (concept === undefined) return []
  const unitCode = unitOf(unit)
  const spread = uncertainty === undefined ? [] : [standardUncertainty(uncertainty, unitCode)]
  return [{ ...number(concept, value, unitCode), children: [...spread, where] }]
}

/** Undefined for the coordinates of a probe, which its shape tells. */
function conceptOf(kind: AnnotationKind, name: Quantity['name']): Code | undefined {
  switch (name) {
    case 'length':
      return SCT.length
    case 'angle':
      return kind === 'cobb' ? SCT.cobbAngle : CAUDA.angle
    case 'area':
      return SCT.area
    case 'mean':
      return SCT.mean
    case 'sd':
      return SCT.standardDeviation
    case 'value':
      return CAUDA.greyValue
    default:
      return undefined
  }
}

/** Grey values carry the unit of their header, which is UCUM's already; mostly it has none. */
function unitOf(unit: string): Code {
  if (unit === '') return UNITS.one
  if (unit === 'mm') return UNITS.mm
  if (unit === 'mm²') return UNITS.mm2
  return unit === '°' ? UNITS.deg : { value: unit, scheme: 'UCUM', meaning: unit }
}

/** As Cornerstone3D's adapters expect each tool's points. */
function shapeOf({ kind, points }: Annotation): Shape {
  const [a, b, c] = points as [ImagePoint, ImagePoint, ImagePoint]
  switch (kind) {
    case 'probe':
      return { graphic: 'POINT', points: fromCorner([a]) }
    case 'angle':
      return { graphic: 'POLYLINE', points: fromCorner([a, b, b, c]) }
    case 'ellipse':
      return { graphic: 'ELLIPSE', points: fromCorner(axesWithin(a, b)) }
    case 'length':
    case 'cobb':
    case 'arrow':
      return { graphic: 'POLYLINE', points: fromCorner(points) }
  }
}

/** The ends of the major axis, then of the minor one (PS3.3 C.18.6.1.2), of the ellipse in a box given by two corners. */
function axesWithin([x1, y1]: ImagePoint, [x2, y2]: ImagePoint): readonly ImagePoint[] {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
  const across: ImagePoint[] = [
    [Math.min(x1, x2), y],
    [Math.max(x1, x2), y],
  ]
  const down: ImagePoint[] = [
    [x, Math.min(y1, y2)],
    [x, Math.max(y1, y2)],
  ]
  return Math.abs(x2 - x1) >= Math.abs(y2 - y1) ? [...across, ...down] : [...down, ...across]
}
