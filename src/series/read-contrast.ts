import type { RoleReason } from '../domain/study.ts'
import type { PlacedFrame } from './split-stacks.ts'

/** What tissue weighting a series shows, as far as its header tells. */
export type Contrast = {
  readonly kind: 't1' | 't2' | 'stir' | 'other' | 'unknown'
  readonly why: RoleReason | undefined
}

const OTHER =
  /t2\s?\*|t2.?star|\bgre\b|medic|merge|\bswi\b|\bdwi\b|\bep2d|\badc\b|diff|perf|myelo|\bpd\b|fgre|flash/i
const STIR = /stir|tirm|\bfs\s?ir\b/i
const T2 = /t2|frfse|haste|\bdrive\b|ciss|fiesta/i
const T1 = /t1|mprage|\bvibe\b/i

/** Long TE means T2 weighting, short TE and TR mean T1, an inversion near 150 ms at 1.5 to 3 T nulls fat: STIR. */
const T2_ECHO_FROM_MS = 60
const T2_REPETITION_FROM_MS = 1500
const T1_ECHO_TO_MS = 35
const T1_REPETITION_TO_MS = 1300
const STIR_INVERSION_MS = { from: 80, to: 280 }
const T1_FLAIR_INVERSION_MS = { from: 400, to: 1300 }

/** Weighting by description first, then by echo, repetition and inversion time. */
export function readContrast(frame: PlacedFrame): Contrast {
  const { series, acquisition } = frame.instance
  for (const text of [series.description, series.protocolName ?? '', acquisition.sequenceName ?? '']) {
    const described = readDescription(text)
    if (described) return described
  }
  return readTiming(frame)
}

function readDescription(text: string): Contrast | undefined {
  for (const [kind, pattern] of [
    ['other', OTHER],
    ['stir', STIR],
    ['t2', T2],
    ['t1', T1],
  ] as const) {
    const matched = pattern.exec(text)?.[0]
    if (matched) return { kind, why: { kind: 'description', text, matched } }
  }
  return undefined
}

function readTiming({ instance, frame }: PlacedFrame): Contrast {
  const echoTimeMs = frame.echoTimeMs ?? instance.acquisition.echoTimeMs
  const repetitionTimeMs = frame.repetitionTimeMs ?? instance.acquisition.repetitionTimeMs
  const inversionTimeMs = frame.inversionTimeMs ?? instance.acquisition.inversionTimeMs
  if (echoTimeMs === undefined || repetitionTimeMs === undefined) return { kind: 'unknown', why: undefined }
  const kind = weighting(echoTimeMs, repetitionTimeMs, inversionTimeMs, instance.acquisition.scanningSequence)
  const why = {
    kind: 'timing',
    echoTimeMs,
    repetitionTimeMs,
    ...(inversionTimeMs === undefined ? {} : { inversionTimeMs }),
  } as const
  return { kind, why }
}

function weighting(
  echo: number,
  repetition: number,
  inversion = 0,
  sequence: readonly string[],
): Contrast['kind'] {
  if (sequence.includes('EP')) return 'other'
  if (inversion >= STIR_INVERSION_MS.from && inversion <= STIR_INVERSION_MS.to) return 'stir'
  if (echo <= T1_ECHO_TO_MS) {
    const flair = inversion >= T1_FLAIR_INVERSION_MS.from && inversion <= T1_FLAIR_INVERSION_MS.to
    if (sequence.includes('GR') && !sequence.includes('SE')) return 'other'
    return repetition <= T1_REPETITION_TO_MS || flair ? 't1' : 'other'
  }
  return echo >= T2_ECHO_FROM_MS && repetition >= T2_REPETITION_FROM_MS ? 't2' : 'other'
}
