/** Water of a tissue at 1.5 T and how much of its signal is fat. Densities are relative to CSF. */
type TissueProperties = {
  readonly waterDensity: number
  readonly t1Ms: number
  readonly t2Ms: number
  readonly fatDensity: number
}

/**
 * Relaxation times at 1.5 T after Stanisz 2005 (muscle, cord, CSF), de Bazelaire 2004 (marrow, fat, kidney) and
 * Marinelli 2009 (disc), rounded. Fat's T2 is the apparent one of a fast spin echo train, in which refocused J-coupling
 * leaves fat bright (Henkelman 1992).
 */
const PROPERTIES = {
  air: { waterDensity: 0, t1Ms: 1000, t2Ms: 50, fatDensity: 0 },
  cortex: { waterDensity: 0.1, t1Ms: 900, t2Ms: 15, fatDensity: 0.015 },
  marrow: { waterDensity: 0.5, t1Ms: 850, t2Ms: 52, fatDensity: 0.36 },
  posteriorMarrow: { waterDensity: 0.46, t1Ms: 850, t2Ms: 46, fatDensity: 0.36 },
  fat: { waterDensity: 0.06, t1Ms: 700, t2Ms: 40, fatDensity: 0.92 },
  septum: { waterDensity: 0.35, t1Ms: 900, t2Ms: 28, fatDensity: 0.3 },
  skin: { waterDensity: 0.55, t1Ms: 800, t2Ms: 32, fatDensity: 0.06 },
  muscle: { waterDensity: 0.62, t1Ms: 980, t2Ms: 42, fatDensity: 0.015 },
  ligament: { waterDensity: 0.42, t1Ms: 850, t2Ms: 26, fatDensity: 0.03 },
  interspinous: { waterDensity: 0.5, t1Ms: 850, t2Ms: 40, fatDensity: 0.26 },
  annulus: { waterDensity: 0.58, t1Ms: 900, t2Ms: 33, fatDensity: 0 },
  freshNucleus: { waterDensity: 0.9, t1Ms: 1150, t2Ms: 125, fatDensity: 0 },
  wornNucleus: { waterDensity: 0.74, t1Ms: 950, t2Ms: 54, fatDensity: 0 },
  csf: { waterDensity: 1, t1Ms: 4000, t2Ms: 1800, fatDensity: 0 },
  cord: { waterDensity: 0.78, t1Ms: 780, t2Ms: 82, fatDensity: 0.03 },
  root: { waterDensity: 0.78, t1Ms: 900, t2Ms: 88, fatDensity: 0.02 },
  dura: { waterDensity: 0.3, t1Ms: 900, t2Ms: 25, fatDensity: 0 },
  vein: { waterDensity: 0.85, t1Ms: 1350, t2Ms: 150, fatDensity: 0 },
  flow: { waterDensity: 0.06, t1Ms: 1400, t2Ms: 120, fatDensity: 0 },
  jointFluid: { waterDensity: 0.8, t1Ms: 1800, t2Ms: 130, fatDensity: 0 },
  kidney: { waterDensity: 0.85, t1Ms: 1000, t2Ms: 88, fatDensity: 0.02 },
  bowel: { waterDensity: 0.75, t1Ms: 1000, t2Ms: 75, fatDensity: 0.05 },
} as const satisfies Record<string, TissueProperties>

export type TissueName = keyof typeof PROPERTIES
const TISSUE_NAMES = Object.keys(PROPERTIES) as readonly TissueName[]

/** A tissue's number in a sample. */
export const TISSUE = Object.fromEntries(TISSUE_NAMES.map((name, index) => [name, index])) as Readonly<
  Record<TissueName, number>
>

/** What lies at a point: a tissue, blended with a share of another, and how bright its texture is there. */
export type TissueSample = { tissue: number; other: number; share: number; gain: number }

export function emptySample(): TissueSample {
  return { tissue: 0, other: 0, share: 0, gain: 1 }
}

const FAT = { t1Ms: 260, apparentT2Ms: 105 } as const

/** The timing that makes the contrast; an inversion time makes it a STIR. */
export type Weighting = {
  readonly repetitionMs: number
  readonly echoMs: number
  readonly inversionMs?: number
}

/** Signal of each tissue (indexed as TISSUE), its water and its fat apart, since fat is shifted along the frequency axis. */
export type TissueSignals = { readonly water: Float32Array; readonly fat: Float32Array }

export function tissueSignals(weighting: Weighting): TissueSignals {
  const fat = relaxation(weighting, FAT.t1Ms, FAT.apparentT2Ms)
  const properties = TISSUE_NAMES.map((name): TissueProperties => PROPERTIES[name])
  return {
    water: Float32Array.from(
      properties,
      (tissue) => tissue.waterDensity * relaxation(weighting, tissue.t1Ms, tissue.t2Ms),
    ),
    fat: Float32Array.from(properties, (tissue) => tissue.fatDensity * fat),
  }
}

/**
 * Spin echo: (1 - exp(-TR/T1)) exp(-TE/T2); after an inversion |1 - 2 exp(-TI/T1) + exp(-TR/T1)| exp(-TE/T2)
 * (Bernstein, Handbook of MRI Pulse Sequences, 14.1 and 14.2).
 */
function relaxation({ repetitionMs, echoMs, inversionMs }: Weighting, t1Ms: number, t2Ms: number): number {
  const recovered = Math.exp(-repetitionMs / t1Ms)
  const longitudinal =
    inversionMs === undefined ? 1 - recovered : Math.abs(1 - 2 * Math.exp(-inversionMs / t1Ms) + recovered)
  return longitudinal * Math.exp(-echoMs / t2Ms)
}
