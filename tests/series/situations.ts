import type { Instance } from '../../src/intake/instance/instance.ts'
import { buildStudies } from '../../src/series/build-studies.ts'
import { makeAxial, makeInstance, makeSagittal } from './make-instance.ts'
import type { InstanceOptions } from './make-instance.ts'

/** How files come that do not follow the rule of one series for each acquisition, and what becomes of them. */
export type Situation = {
  readonly files: string
  readonly verdict: 'joined' | 'parted' | 'refused' | 'chosen'
  /** In the words of the documentation. */
  readonly outcome: string
  readonly instances: () => readonly Instance[]
  /** The images of each stack of each study, the roles in order, and the codes of all diagnostics beside missing roles. */
  readonly expected: {
    readonly images: readonly (readonly number[])[]
    readonly roles: string
    readonly codes: string
  }
}

const SAG_T2: InstanceOptions = {
  series: 't2',
  seriesNumber: 2,
  description: 'SAG T2',
  frameOfReference: '9',
  studyDate: '2026-01-05',
}
const SAG_T1: InstanceOptions = { ...SAG_T2, series: 't1', seriesNumber: 3, description: 'SAG T1' }
const AX_T2: InstanceOptions = { ...SAG_T2, series: 'ax', seriesNumber: 4, description: 'AX T2' }

function each(
  instances: readonly Instance[],
  change: (instance: Instance, index: number) => Partial<Instance>,
): readonly Instance[] {
  return instances.map((instance, index) => ({ ...instance, ...change(instance, index) }))
}

const dual = (echoTimeMs: number) =>
  makeSagittal(9, { ...SAG_T2, description: 'SAG PD/T2', echoTimeMs, repetitionTimeMs: 2600 })
const dixon = (type: string, series: string) =>
  makeSagittal(9, { ...SAG_T2, series, seriesNumber: 2, imageType: ['DERIVED', 'SECONDARY', 'DIXON', type] })

export const SITUATIONS: readonly Situation[] = [
  {
    files: 'one echo time written with different digits (102 and 102.001)',
    verdict: 'joined',
    outcome: 'one stack; echo times within 1 % are one echo',
    instances: () =>
      [0, 1, 2, 3, 4].flatMap((n) =>
        makeInstance({ ...SAG_T2, position: [4 * n, 0, 100], echoTimeMs: n % 2 ? 102 : 102.001 }),
      ),
    expected: { images: [[5]], roles: 'sagittal_t2', codes: '' },
  },
  {
    files: 'a SeriesInstanceUID for each slice',
    verdict: 'joined',
    outcome:
      'one series where SeriesNumber, description, protocol and frame of reference are the same and no place is shown twice; images keep their own UID',
    instances: () => each(makeSagittal(9, SAG_T2), (_, index) => ({ seriesInstanceUid: `t2.${index}` })),
    expected: { images: [[9]], roles: 'sagittal_t2', codes: 'series.joined' },
  },
  {
    files: 'a StudyInstanceUID for each series',
    verdict: 'joined',
    outcome:
      'one study where patient, date, time, StudyID, accession number and frame of reference are the same',
    instances: () => [
      ...makeSagittal(9, { ...SAG_T2, study: '1' }),
      ...makeSagittal(9, { ...SAG_T1, study: '2' }),
    ],
    expected: { images: [[9, 9]], roles: 'sagittal_t2 sagittal_t1', codes: 'series.studies-joined' },
  },
  {
    files: 'interleaved packages under two acquisition numbers',
    verdict: 'joined',
    outcome: 'one stack',
    instances: () => [
      ...makeSagittal(5, { ...SAG_T2, acquisition: 1 }, 8),
      ...each(makeSagittal(4, { ...SAG_T2, acquisition: 2 }, 8), ({ frames: [frame] }) => ({
        frames: [
          {
            ...frame!,
            geometry: { ...frame!.geometry!, position: shifted(frame!.geometry!.position, 4, 0) },
          },
        ],
      })),
    ],
    expected: { images: [[9]], roles: 'sagittal_t2', codes: '' },
  },
  {
    files: 'the same places acquired again in one series, in part',
    verdict: 'parted',
    outcome:
      'a stack for each acquisition, told apart by temporal position, AcquisitionNumber, else AcquisitionTime',
    instances: () => [
      ...makeSagittal(9, { ...SAG_T2, acquisition: 1 }),
      ...makeSagittal(6, { ...SAG_T2, acquisition: 2 }),
    ],
    expected: { images: [[9, 6]], roles: 'sagittal_t2', codes: 'series.repeated' },
  },
  {
    files: 'two table positions in one series, the upper first',
    verdict: 'parted',
    outcome: 'a stack for each position; the lumbar one takes the role',
    instances: () => [
      ...each(makeSagittal(9, SAG_T2), ({ frames: [frame] }) => ({
        frames: [
          {
            ...frame!,
            geometry: { ...frame!.geometry!, position: shifted(frame!.geometry!.position, 0, 250) },
          },
        ],
      })),
      ...makeSagittal(9, SAG_T2),
    ],
    expected: { images: [[9, 9]], roles: 'sagittal_t2 (100 mm)', codes: 'series.stations' },
  },
  {
    files: 'PD/T2 dual echo in one series',
    verdict: 'parted',
    outcome: 'a stack for each echo; the late one is the T2',
    instances: () => [...dual(15), ...dual(100)],
    expected: { images: [[9, 9]], roles: 'sagittal_t2', codes: '' },
  },
  {
    files: 'several orientations or sizes in one series',
    verdict: 'parted',
    outcome: 'a stack for each; an axial role holds all stacks of its series',
    instances: () => [
      ...makeAxial(5, AX_T2, 100),
      ...makeAxial(5, { ...AX_T2, orientation: [1, 0, 0, 0, Math.cos(0.2), Math.sin(0.2)] }, 60),
    ],
    expected: { images: [[5, 5]], roles: 'axial_t2', codes: '' },
  },
  {
    files: 'two patients under one StudyInstanceUID',
    verdict: 'parted',
    outcome: 'one study with a warning; no series of the other patient takes a role beside the sagittal T2',
    instances: () => [...makeSagittal(9, SAG_T2), ...makeSagittal(9, { ...SAG_T1, patientId: 'P2' })],
    expected: { images: [[9, 9]], roles: 'sagittal_t2', codes: 'series.several-patients' },
  },
  {
    files: 'water, in-phase, opposed-phase and fat images of a Dixon acquisition',
    verdict: 'chosen',
    outcome: 'the in-phase image, else water; never fat',
    instances: () => [
      ...dixon('WATER', 'w'),
      ...dixon('IN_PHASE', 'i'),
      ...dixon('OUT_PHASE', 'o'),
      ...dixon('FAT', 'f'),
    ],
    expected: {
      images: [[9, 9, 9, 9]],
      roles: 'sagittal_t2 [i]',
      codes: 'series.left-aside',
    },
  },
  {
    files: 'a description that the timing contradicts ("SAG T1" with TE 102 ms, TR 3400 ms)',
    verdict: 'chosen',
    outcome: 'the timing of a spin echo decides, and the contradiction is shown',
    instances: () => makeSagittal(9, { ...SAG_T1, echoTimeMs: 102, repetitionTimeMs: 3400 }),
    expected: { images: [[9]], roles: 'sagittal_t2', codes: 'series.weighting-contradicted' },
  },
  {
    files: 'a cervical series in a study whose description names both regions',
    verdict: 'refused',
    outcome: "the series' own name outweighs the study's",
    instances: () => [
      ...makeSagittal(11, {
        ...SAG_T2,
        series: 'c',
        description: 'SAG T2 C-SPINE',
        studyDescription: 'C AND L-SPINE',
      }),
      ...makeSagittal(9, { ...SAG_T2, description: 'SAG T2 L-SPINE', studyDescription: 'C AND L-SPINE' }),
    ],
    expected: { images: [[11, 9]], roles: 'sagittal_t2 [t2]', codes: 'series.left-aside' },
  },
  {
    files: 'an axial series at another height than the sagittal T2',
    verdict: 'refused',
    outcome: 'no role; said with the distance, and the reader may choose it',
    instances: () => [...makeSagittal(9, SAG_T2), ...makeAxial(5, AX_T2, 500)],
    expected: { images: [[9, 5]], roles: 'sagittal_t2', codes: 'series.elsewhere' },
  },
  {
    files: 'images without position or orientation (0\\0\\0\\0\\0\\0)',
    verdict: 'refused',
    outcome: 'left out with the reason: no side can be told',
    instances: () => [makeInstance({ ...SAG_T2, orientation: [0, 0, 0, 0, 0, 0] })],
    expected: { images: [], roles: '', codes: 'series.no-position' },
  },
]

function shifted([x, y, z]: readonly [number, number, number], right: number, up: number) {
  return [x + right, y, z + up] as const
}

/** What Cauda makes of a situation, in the form of `expected`. */
export function observe({ instances, expected }: Situation): Situation['expected'] {
  const { studies, skipped } = buildStudies(instances())
  const roles = studies.flatMap((study) =>
    study.roles.map(({ role, stackIds }) => {
      const stack = study.stacks.find(({ id }) => id === stackIds[0])!
      const series = expected.roles.includes('[') ? ` [${stack.images[0]!.origin!.seriesInstanceUid}]` : ''
      const height = expected.roles.includes('mm') ? ` (${stack.images[0]!.geometry.position[2]} mm)` : ''
      return `${role}${series}${height}`
    }),
  )
  const diagnostics = [
    ...studies.flatMap((study) => [
      ...study.stacks.flatMap((stack) => stack.diagnostics),
      ...study.diagnostics,
    ]),
    ...skipped.map(({ diagnostic }) => diagnostic),
  ]
  const codes = new Set(
    diagnostics
      .map(({ code }) => code)
      .filter((code) => !code.startsWith('series.no-sag') && code !== 'series.no-axial-t2'),
  )
  return {
    images: studies.map(({ stacks }) => stacks.map(({ images }) => images.length)),
    roles: roles.join(' '),
    codes: [...codes].join(' '),
  }
}

/** The table of docs/conformance.md, each row with the diagnostics that were observed. */
export function situationsTable(): string {
  const rows = SITUATIONS.map((situation) => {
    const { codes } = observe(situation)
    const said =
      codes === ''
        ? ''
        : codes
            .split(' ')
            .map((code) => `\`${code}\``)
            .join(', ')
    return `| ${situation.files.replaceAll('\\', '\\\\')} | ${situation.verdict} | ${situation.outcome} | ${said} |`
  })
  return ['| files | verdict | what becomes of them | said as |', '|---|---|---|---|', ...rows].join('\n')
}
