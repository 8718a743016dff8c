import type { Decision } from '../src/domain/decision.ts'

/** A decision with this grade, by a named reader, on a cell without a proposal, except where `changes` says otherwise. */
export function aDecision(grade: Decision['grade'], changes: Partial<Decision> = {}): Decision {
  return {
    reader: 'Dr. Ada Lind',
    grade,
    proposed: undefined,
    at: '2026-01-01T10:00:00+01:00',
    mode: 'concurrent',
    place: undefined,
    ...changes,
  }
}
