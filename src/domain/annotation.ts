import type { ImagePoint } from './geometry.ts'

/** What a reader can draw on an image, and how many points each needs, in the order in which they are set. */
export const ANNOTATION_POINTS = {
  /** The point. */
  probe: 1,
  /** Both ends. */
  length: 2,
  /** First arm's end, vertex, second arm's end. */
  angle: 3,
  /** Both ends of the upper line, then of the lower. */
  cobb: 4,
  /** Two opposite corners of the box around the ellipse, whose axes follow rows and columns. */
  ellipse: 2,
  /** What it points at, then where its text stands. */
  arrow: 2,
} as const
export type AnnotationKind = keyof typeof ANNOTATION_POINTS

export const QUANTITIES = [
  'value',
  'length',
  'angle',
  'mean',
  'sd',
  'area',
  'column',
  'row',
  'x',
  'y',
  'z',
] as const

/**
 * A measured number with its standard uncertainty from the pixel size: each point is known to one pixel, evenly
 * distributed over it, so to 1/sqrt(12) of a pixel along each axis. Undefined where the pixel size does not enter.
 */
export type Quantity = {
  readonly name: (typeof QUANTITIES)[number]
  readonly value: number
  /** mm, mm², ° or px; of grey values what the header says, in UCUM, mostly nothing: MR values have no unit. */
  readonly unit: string
  readonly uncertainty: number | undefined
}

/** What a reader drew, as plain data: it is saved, undone and reported. */
export type Annotation = {
  readonly id: string
  readonly kind: AnnotationKind
  readonly imageId: string
  /** In pixels of that image, (0, 0) the centre of the first one; ANNOTATION_POINTS says how many and what each is. */
  readonly points: readonly ImagePoint[]
  /** Measured from the points when they were last moved. Empty for an arrow. */
  readonly quantities: readonly Quantity[]
  /** The arrow's words; a remark on any other. */
  readonly text: string
}
