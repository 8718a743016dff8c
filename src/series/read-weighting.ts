import type { RoleReason } from '../domain/study.ts'
import { headerWords } from './header-words.ts'
import type { PlacedFrame } from './placed-frame.ts'

/** What tissue weighting a series shows, as far as its header tells. */
export type Weighting = {
  readonly kind: WeightingKind
  readonly why: RoleReason | undefined
  /** What its description says where its timing says otherwise; the timing is believed. */
  readonly contradicted: { readonly described: WeightingKind; readonly timing: Timing } | undefined
}

export type WeightingKind = 't1' | 't2' | 'stir' | 'pd' | 'other' | 'unknown'

type Timing = Extract<RoleReason, { kind: 'timing' }>

/** Words of each weighting. `other`: gradient echo, diffusion, perfusion, susceptibility, myelography. */
const WORDS: readonly (readonly [WeightingKind, RegExp])[] = [
  [
    'other',
    / (t2 ?\*\w*|t2 ?star\w*|gre|medic|merge|swi|swan|dwi|dti|ep2d\w*|adc|diff\w*|perf\w*|myelo\w*|fgre|flash\w*)(?= )/,
  ],
  ['stir', / (stir\w*|tirm\w*|fs ir)(?= )/],
  ['pd', / (pd\w*|proton|dp)(?= )/],
  ['t2', / ((?:s|e|sag|ax|tra|cor|pd)?t2(?!\d)\w*|frfse|haste\w*|drive|ciss|fiesta\w*)(?= )/],
  ['t1', / ((?:s|e|sag|ax|tra|cor|pd)?t1(?!\d)\w*|mprage\w*|vibe\w*)(?= )/],
]

/** Long TE and TR mean T2 weighting, short TE and TR T1, an inversion near 150 ms at 1.5 to 3 T nulls fat: STIR. */
const T2_ECHO_FROM_MS = 60
const T2_REPETITION_FROM_MS = 1500
const T1_ECHO_TO_MS = 35
const T1_REPETITION_TO_MS = 1300
const PD_REPETITION_FROM_MS = 2000
const STIR_INVERSION_MS = { from: 80, to: 280 }
const T1_FLAIR_INVERSION_MS = { from: 400, to: 1300 }
/** A shorter repetition is a gradient echo, whatever ScanningSequence says or leaves out. */
const SPIN_ECHO_REPETITION_FROM_MS = 150

/**
 * Weighting by the words of the description (else protocol, else sequence) and by echo, repetition and inversion time. Where
 * the timing of a spin echo is clear and contradicts the words, the timing decides.
 */
export function readWeighting(frame: PlacedFrame): Weighting {
  const described = readDescription(frame)
  const timed = readTiming(frame)
  if (described === undefined) {
    return { kind: timed?.kind ?? 'unknown', why: timed?.why, contradicted: undefined }
  }
  const { kinds, text, matched } = described
  const [first] = kinds
  const byWords = (kind: WeightingKind): Weighting => ({
    kind,
    why: { kind: 'description', text, matched: matched.get(kind)! },
    contradicted: undefined,
  })
  if (first === 'other') return byWords('other')
  if (timed === undefined || !timed.clear) return byWords(kinds.includes('stir') ? 'stir' : first)
  if (kinds.includes(timed.kind)) {
    // Two echoes in one series: "PD/T2" is true of both, and the timing tells which is which.
    return kinds.length > 1
      ? { kind: timed.kind, why: timed.why, contradicted: undefined }
      : byWords(timed.kind)
  }
  if (agree(first, timed.kind)) return { ...byWords(first), kind: timed.kind === 'stir' ? 'stir' : first }
  return { kind: timed.kind, why: timed.why, contradicted: { described: first, timing: timed.why } }
}

/** A STIR may be called T2 and lack its inversion time. A T1 FLAIR without its inversion time has the timing of a PD. */
function agree(described: WeightingKind, timed: WeightingKind): boolean {
  return (
    (described === 't2' && timed === 'stir') ||
    (described === 'stir' && timed !== 't1') ||
    (described === 't1' && timed === 'pd')
  )
}

type Described = {
  /** At least one, in the order of WORDS. */
  readonly kinds: readonly [WeightingKind, ...WeightingKind[]]
  readonly text: string
  readonly matched: ReadonlyMap<WeightingKind, string>
}

function readDescription({ instance: { series, acquisition } }: PlacedFrame): Described | undefined {
  for (const text of [series.description, series.protocolName, acquisition.sequenceName]) {
    const words = headerWords(text)
    const matched = new Map(
      WORDS.flatMap(([kind, pattern]) => {
        const word = pattern.exec(words)?.[1]
        return word === undefined ? [] : [[kind, asWritten(word, text!)] as const]
      }),
    )
    const [first, ...rest] = matched.keys()
    if (first !== undefined) return { kinds: [first, ...rest], text: text!, matched }
  }
  return undefined
}

/** The word as the text writes it; the word itself where the text parts it otherwise. */
function asWritten(word: string, text: string): string {
  const start = text.toLowerCase().indexOf(word)
  return start < 0 ? word : text.slice(start, start + word.length)
}

type Timed = {
  readonly kind: WeightingKind
  readonly why: Timing
  /** A spin echo whose times are those of one weighting and no other: words do not outweigh it. */
  readonly clear: boolean
}

function readTiming({ instance, frame }: PlacedFrame): Timed | undefined {
  const { acquisition } = instance
  const echoTimeMs = frame.echoTimeMs ?? acquisition.echoTimeMs
  const repetitionTimeMs = frame.repetitionTimeMs ?? acquisition.repetitionTimeMs
  const inversionTimeMs = frame.inversionTimeMs ?? acquisition.inversionTimeMs
  if (echoTimeMs === undefined || repetitionTimeMs === undefined) return undefined
  const sequence = acquisition.scanningSequence.map((value) => value.trim().toUpperCase())
  const isSpinEcho =
    !sequence.includes('EP') &&
    (sequence.includes('SE') || !sequence.includes('GR')) &&
    repetitionTimeMs >= SPIN_ECHO_REPETITION_FROM_MS
  const kind = isSpinEcho ? weightingOf(echoTimeMs, repetitionTimeMs, inversionTimeMs ?? 0) : 'other'
  const why = {
    kind: 'timing',
    echoTimeMs,
    repetitionTimeMs,
    ...(inversionTimeMs === undefined ? {} : { inversionTimeMs }),
  } as const
  return { kind, why, clear: kind !== 'other' }
}

function weightingOf(echo: number, repetition: number, inversion: number): WeightingKind {
  if (inversion >= STIR_INVERSION_MS.from && inversion <= STIR_INVERSION_MS.to) return 'stir'
  if (echo <= T1_ECHO_TO_MS) {
    const flair = inversion >= T1_FLAIR_INVERSION_MS.from && inversion <= T1_FLAIR_INVERSION_MS.to
    if (repetition <= T1_REPETITION_TO_MS || flair) return 't1'
    return repetition >= PD_REPETITION_FROM_MS ? 'pd' : 'other'
  }
  return echo >= T2_ECHO_FROM_MS && repetition >= T2_REPETITION_FROM_MS ? 't2' : 'other'
}
