import type { Diagnostic } from '../domain/diagnostic.ts'
import type { ScopeCheck } from '../domain/scope.ts'
import type { Study } from '../domain/study.ts'
import { checkDrop } from '../scope/scope-gate.ts'
import { priorStudy } from './prior-study.ts'
import { allowForUnread } from './unread-files.ts'
import type { Unread } from './unread-files.ts'

const WORST_FIRST = ['error', 'warning', 'info'] as const

export type DiagnosticSources = {
  readonly study: Study
  /** All studies that were opened together, `study` among them. */
  readonly studies: readonly Study[]
  readonly scope: readonly ScopeCheck[]
  /** What the analysis said; empty before it. */
  readonly analysis: readonly Diagnostic[]
  /** Undefined when all files were read. */
  readonly unread: Unread | undefined
}

/** Everything worth saying about one study, each thing once, the worst first. Page, command line and reports use it. */
export function gatherDiagnostics({
  study,
  studies,
  scope,
  analysis,
  unread,
}: DiagnosticSources): readonly Diagnostic[] {
  const ofSeries = [...study.diagnostics, ...study.stacks.flatMap(({ diagnostics }) => diagnostics)]
  const all = [
    ...scope.map(({ diagnostic }) => diagnostic),
    ...allowForUnread(ofSeries, unread),
    ...analysis,
    // A prior hangs beside the study, so nobody needs to be told that one is there.
    ...(studies.length === 2 && priorStudy(studies, study) ? [] : checkDrop(studies)),
  ]
  const said = new Map<string, Diagnostic>()
  for (const diagnostic of all) {
    const key = `${diagnostic.code}|${diagnostic.subject}`
    if (!said.has(key)) said.set(key, diagnostic)
  }
  return [...said.values()].sort((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity))
}
