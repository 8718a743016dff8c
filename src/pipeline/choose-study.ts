import type { Study } from '../domain/study.ts'

/** The study with most of the series that Cauda reads, the latest among equals. Undefined when there is none. */
export function preferredStudy(studies: readonly Study[]): Study | undefined {
  const worth = (study: Study) =>
    (study.roles.some(({ role }) => role === 'sagittal_t2') ? 10 : 0) + study.roles.length
  return [...studies].sort((a, b) => worth(b) - worth(a) || (b.date ?? '').localeCompare(a.date ?? ''))[0]
}
