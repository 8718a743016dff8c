import { inReadingOrder } from '../../domain/reading-order.ts'
import { SERIES_ROLES } from '../../domain/study.ts'
import type { RoleChoice, SeriesRole, Stack, Study, StudyImage } from '../../domain/study.ts'
import { stackName } from '../../words/series.ts'
import { WORDS } from '../../words/words.ts'

/** The study on screen, or the one that it is compared with. */
export type WhichStudy = 'current' | 'prior'

/** What a pane can show: the images of a role, several stacks together, or one stack. */
export type PaneSource = {
  /** `role:axial_t2` or `stack:<stack id>`; of the prior study with `prior:` before it. */
  readonly key: string
  readonly study: WhichStudy
  /** StudyDate of its study, YYYY-MM-DD. */
  readonly date: string | undefined
  readonly role: SeriesRole | undefined
  readonly stacks: readonly Stack[]
  /** In reading order: sagittal from the patient's right to left, axial from head to feet, coronal from front to back. */
  readonly images: readonly StudyImage[]
}

/** Everything that can be hung: the roles first, in hanging order, then the stacks that have none. */
export function paneSources(
  study: Study,
  roles: readonly RoleChoice[],
  which: WhichStudy = 'current',
): readonly PaneSource[] {
  const source = (key: string, role: SeriesRole | undefined, stacks: readonly Stack[]): PaneSource => ({
    key: which === 'current' ? key : `${which}:${key}`,
    study: which,
    date: study.date,
    role,
    stacks,
    images: inReadingOrder(stacks),
  })
  const byRole = SERIES_ROLES.flatMap((role) => {
    const choice = roles.find((candidate) => candidate.role === role)
    const stacks = study.stacks.filter(({ id }) => choice?.stackIds.includes(id))
    return stacks.length === 0 ? [] : [source(`role:${role}`, role, stacks)]
  })
  const used = new Set(byRole.flatMap(({ stacks }) => stacks))
  const others = study.stacks.filter((stack) => !used.has(stack))
  return [...byRole, ...others.map((stack) => source(`stack:${stack.id}`, undefined, [stack]))]
}

/** `Sagittal T2`; of the prior study `Prior 2024-05-02, Sagittal T2`. */
export function sourceName(source: PaneSource): string {
  const name = seriesName(source)
  return source.study === 'current' ? name : WORDS.viewing.prior.series(source.date, name)
}

/** What the series is called within its study. */
export function seriesName({ role, stacks }: PaneSource): string {
  if (role !== undefined) return WORDS.roles[role]
  return stacks[0] === undefined ? '' : stackName(stacks[0])
}

/** The image to begin with: the middle one. */
export function middleIndex(images: readonly unknown[]): number {
  return Math.max(0, Math.floor((images.length - 1) / 2))
}
