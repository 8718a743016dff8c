import type { NetworkInput, NetworkTask } from '../../domain/pack.ts'

const FORAMEN = {
  name: 'crop',
  shape: [64, 64, 1],
  view: { kind: 'spine-frame', heightSpacings: 1.75, offsetPosterior: 0, offsetCaudal: 0 },
  intensity: { rule: 'percentile', low: 1, high: 99 },
} as const

/**
 * The inputs that `cauda prepare` writes and that the shipped packs were trained on. A pack's manifest repeats them, and
 * the app reads the manifest: a pack with other sizes or views runs as well.
 * Sizes follow the sharpness of the training data: 64 px for 1.75 spacings is about 1 mm a pixel, as sharp as the
 * squeezed RSNA slices are, so that a sharper study looks the same to the network.
 */
export const NETWORK_INPUTS = {
  'localize-sagittal': {
    name: 'slice',
    shape: [192, 192, 1],
    view: { kind: 'fit-slice' },
    intensity: { rule: 'percentile', low: 1, high: 99 },
  },
  'grade-foramen': FORAMEN,
  'grade-foramen-t2': FORAMEN,
  'grade-disc': {
    name: 'crop',
    shape: [96, 128, 1],
    view: { kind: 'spine-frame', heightSpacings: 1.5, offsetPosterior: 0.2, offsetCaudal: 0 },
    intensity: { rule: 'percentile', low: 1, high: 99 },
  },
  'locate-axial': {
    name: 'crop',
    shape: [72, 96, 3],
    view: { kind: 'axial-mm', heightMm: 34 },
    intensity: { rule: 'percentile', low: 1, high: 99 },
  },
  'grade-axial': {
    name: 'crop',
    shape: [72, 96, 3],
    view: { kind: 'axial-recess', heightSpans: 1.95, offsetPosteriorSpans: 0 },
    intensity: { rule: 'percentile', low: 1, high: 99 },
  },
} as const satisfies Record<NetworkTask, NetworkInput>
