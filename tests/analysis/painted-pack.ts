import { NETWORK_INPUTS } from '../../src/analysis/view/network-inputs.ts'
import type { Predictor } from '../../src/analysis/ports.ts'
import { DISCS } from '../../src/analysis/geometry/spine-curve.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { PREPROCESSING_VERSION } from '../../src/domain/pack.ts'
import type {
  Calibration,
  NetworkOutput,
  NetworkSpec,
  NetworkTask,
  PackManifest,
} from '../../src/domain/pack.ts'
import { GRADES } from '../../src/domain/severity.ts'
import type { Grade } from '../../src/domain/severity.ts'
import type { OutputTensor, Tensor4 } from '../../src/domain/tensor.ts'
import { CODES } from './painted-study.ts'

/** What the stand-in graders answer, by what they see in the middle of their crop. */
export type PaintedTruth = {
  readonly leftForamen: (level: number) => Grade
  readonly rightForamen: (level: number) => Grade
  readonly leftRecess: Grade
  readonly rightRecess: Grade
  readonly axialCanal: Grade
  readonly sagittalCanal: (disc: number) => Grade
}

const FLAT: Calibration = {
  temperature: 1,
  bias: { l1_l2: [0, 0, 0], l2_l3: [0, 0, 0], l3_l4: [0, 0, 0], l4_l5: [0, 0, 0], l5_s1: [0, 0, 0] },
  abstainBelow: 0.5,
}

export const PAINTED_PACK: PackManifest = {
  schemaVersion: 1,
  id: 'painted',
  name: 'painted',
  version: '1',
  created: '2026-01-01',
  preprocessingVersion: PREPROCESSING_VERSION,
  networks: [
    network('localize-sagittal', [
      { name: 'discs', target: 'discs', labels: DISCS, activation: 'sigmoid' },
      { name: 'foramina', target: 'foramina', labels: LEVELS, activation: 'sigmoid' },
      { name: 'masks', target: 'masks', labels: ['vertebra', 'disc', 'canal'], activation: 'sigmoid' },
    ]),
    network('grade-foramen', [graded('foraminal', 'foraminal')]),
    network('grade-disc', [
      graded('canal', 'canal'),
      { name: 'findings', target: 'disc-findings', labels: ['bulge'], activation: 'sigmoid' },
      { name: 'pfirrmann', target: 'pfirrmann', labels: ['1', '2', '3', '4', '5'], activation: 'softmax' },
    ]),
    network('locate-axial', [
      {
        name: 'points',
        target: 'axial-points',
        labels: ['right_recess', 'left_recess', 'canal'],
        activation: 'sigmoid',
      },
    ]),
    network('grade-axial', [graded('canal', 'canal'), graded('right', 'subarticular')]),
  ],
  priors: { canal: FLAT_PRIOR(), foraminal: FLAT_PRIOR(), subarticular: FLAT_PRIOR() },
}

/** The same with a network that grades foramina on T2. */
export const PAINTED_PACK_T2: PackManifest = {
  ...PAINTED_PACK,
  networks: [...PAINTED_PACK.networks, network('grade-foramen-t2', [graded('foraminal', 'foraminal')])],
}

/** A predictor that reads the painted codes; `calls` counts how often each network ran. */
export function paintedPredictor(truth: PaintedTruth): Predictor & { readonly calls: Map<string, number> } {
  const calls = new Map<string, number>()
  return {
    calls,
    predict(_signal, id, input) {
      calls.set(id, (calls.get(id) ?? 0) + 1)
      return Promise.resolve(answer(id as NetworkTask, input, truth))
    },
  }
}

function answer(task: NetworkTask, input: Tensor4, truth: PaintedTruth): Record<string, OutputTensor> {
  switch (task) {
    case 'localize-sagittal':
      return {
        discs: heatmaps(
          input,
          DISCS.map((_, index) => [CODES.disc(index)]),
        ),
        foramina: heatmaps(
          input,
          LEVELS.map((_, index) => [CODES.leftForamen(index), CODES.rightForamen(index)]),
        ),
        // Thresholds half way between neighbouring greys, so that edges lie where they were painted.
        masks: maskLogits(input, [
          [5, 15],
          [15, 62],
          [102, 230],
        ]),
      }
    case 'grade-foramen':
    case 'grade-foramen-t2':
      return {
        foraminal: perItem(input, (code) => {
          for (let level = 0; level < 5; level++) {
            if (isCode(code(0.5, 0.5), CODES.leftForamen(level))) return logits(truth.leftForamen(level))
            if (isCode(code(0.5, 0.5), CODES.rightForamen(level))) return logits(truth.rightForamen(level))
          }
          return [0, 0, 0]
        }),
      }
    case 'grade-disc':
      return {
        canal: perItem(input, (code) => {
          // The disc's own centre lies 0.2 spacings before the crop's: 0.2 / (1.5 * 128 / 96) of its width.
          const disc = DISCS.findIndex((_, index) => isCode(code(0.4, 0.5), CODES.disc(index)))
          return disc < 0 ? [0, 0, 0] : logits(truth.sagittalCanal(disc))
        }),
        findings: perItem(input, () => [2]),
        pfirrmann: perItem(input, () => [0, 0, 0, 9, 9]),
      }
    case 'locate-axial':
      // As a trained network does, it calls the recess on the left of the view the right one, in a mirrored view too.
      return {
        points: heatmaps(input, [[CODES.rightRecess], [CODES.leftRecess], [CODES.canal]], ([a, b, canal]) =>
          a && b && a[0] > b[0] ? [b, a, canal] : [a, b, canal],
        ),
      }
    case 'grade-axial':
      return {
        canal: perItem(input, () => logits(truth.axialCanal)),
        right: perItem(input, (code) => {
          // The recess that lies where the patient's right is on an axial image: half a span beside the middle.
          const seen = code(0.5 - 0.5 / (1.95 * (96 / 72)), 0.5)
          if (isCode(seen, CODES.rightRecess)) return logits(truth.rightRecess)
          return isCode(seen, CODES.leftRecess) ? logits(truth.leftRecess) : [0, 0, 0]
        }),
      }
  }
}

/** A grade held with 98 % probability. */
function logits(grade: Grade): number[] {
  return GRADES.map((name) => (name === grade ? 4.6 : 0))
}

function isCode(value: number, code: number): boolean {
  return Math.abs(value - code) <= 2
}

/** Gaussians (as logits, stride 4) at the middle of all pixels of a code; a pixel counts when its neighbours have the code too. */
function heatmaps(
  input: Tensor4,
  codes: readonly number[][],
  arrange: (centres: readonly Centre[]) => readonly Centre[] = (centres) => centres,
): OutputTensor {
  const [n, height, width] = input.shape
  const stride = 4
  const [rows, columns, channels] = [height / stride, width / stride, codes.length]
  const out = new Float32Array(n * rows * columns * channels).fill(-12)
  for (let item = 0; item < n; item++) {
    const centres = arrange(centresOf(input, item, codes))
    for (const [channel, centre] of centres.entries()) {
      if (centre === undefined) continue
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          const dx = (column + 0.5) * stride - 0.5 - centre[0]
          const dy = (row + 0.5) * stride - 0.5 - centre[1]
          const p = Math.min(0.97, Math.max(1e-5, 0.97 * Math.exp(-(dx * dx + dy * dy) / (2 * 36))))
          out[((item * rows + row) * columns + column) * channels + channel] = Math.log(p / (1 - p))
        }
    }
  }
  return { data: out, shape: [n, rows, columns, channels] }
}

type Centre = [x: number, y: number] | undefined

function centresOf(
  { data, shape: [, height, width, depth] }: Tensor4,
  item: number,
  codes: readonly number[][],
): Centre[] {
  const grey = (column: number, row: number) =>
    Math.round((data[((item * height + row) * width + column) * depth + (depth >> 1)] as number) * 255)
  const channelOf = new Map(
    codes.flatMap((wanted, channel) => wanted.map((code) => [code, channel] as const)),
  )
  const sums = codes.map(() => ({ x: 0, y: 0, count: 0 }))
  for (let row = 1; row < height - 1; row++)
    for (let column = 1; column < width - 1; column++) {
      const code = grey(column, row)
      const sum = sums[channelOf.get(code) ?? -1]
      if (sum === undefined || grey(column - 1, row) !== code || grey(column + 1, row) !== code) continue
      if (grey(column, row - 1) !== code || grey(column, row + 1) !== code) continue
      sum.x += column
      sum.y += row
      sum.count++
    }
  return sums.map(({ x, y, count }) => (count >= 4 ? [x / count, y / count] : undefined))
}

function maskLogits(
  { data, shape: [n, height, width] }: Tensor4,
  ranges: readonly (readonly [from: number, to: number])[],
): OutputTensor {
  const out = new Float32Array(n * height * width * ranges.length)
  for (let pixel = 0; pixel < n * height * width; pixel++) {
    const grey = (data[pixel] as number) * 255
    for (const [channel, [from, to]] of ranges.entries())
      out[pixel * ranges.length + channel] = grey >= from && grey < to ? 8 : -8
  }
  return { data: out, shape: [n, height, width, ranges.length] }
}

/** One row of values an item; `code` reads the grey at a fraction of the crop's width and height. */
function perItem(
  { data, shape: [n, height, width, depth] }: Tensor4,
  rowOf: (code: (x: number, y: number) => number) => readonly number[],
): OutputTensor {
  const rows = Array.from({ length: n }, (_, item) =>
    rowOf((x, y) => {
      const pixel = Math.floor(y * height) * width + Math.floor(x * width)
      return (data[(item * height * width + pixel) * depth + Math.floor(depth / 2)] as number) * 255
    }),
  )
  return { data: Float32Array.from(rows.flat()), shape: [n, rows[0]?.length ?? 0] }
}

function graded(name: string, target: NetworkOutput['target']): NetworkOutput {
  return { name, target, labels: GRADES, activation: 'softmax', calibration: FLAT }
}

function network(task: NetworkTask, outputs: readonly NetworkOutput[]): NetworkSpec {
  return {
    id: task,
    task,
    roles: [],
    model: '',
    files: [],
    input: NETWORK_INPUTS[task],
    outputs,
    macs: 0,
    parameters: 0,
    licence: '',
    training: { datasets: [], command: '', seed: 0, dataSha256: '' },
    evaluation: [],
  }
}

function FLAT_PRIOR() {
  const row = [1 / 3, 1 / 3, 1 / 3] as const
  return { l1_l2: row, l2_l3: row, l3_l4: row, l4_l5: row, l5_s1: row }
}
