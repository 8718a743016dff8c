import type { SkippedFile } from '../../domain/progress.ts'
import { useSessionState } from '../desk.ts'
import { SidePanel } from '../controls/side-panel.tsx'
import { wordDiagnostic } from '../../words/diagnostics.ts'
import { WORDS } from '../../words/words.ts'
import { CopyDiagnostics } from './copy-diagnostics.tsx'
import './skipped-files.css'

/** Shown of one reason before the rest is counted; a list of 2,000 names helps nobody. */
const SHOWN_PER_REASON = 100

/** Every file that was left out, by reason. */
export function SkippedFiles() {
  const skipped = useSessionState((state) => state.skipped)
  const reasons = [...byReason(skipped).values()]
  return (
    <SidePanel title={WORDS.notices.leftOut}>
      {reasons.map((files) => {
        const { what, why, code } = wordDiagnostic({ ...files[0]!.diagnostic, subject: '' })
        return (
          <section key={code} className="skipped">
            <h3>
              {what} {why} <span className="quiet">{WORDS.notices.files(files.length)}</span>
            </h3>
            <code className="notice-code">{code}</code>
            <ul>
              {files.slice(0, SHOWN_PER_REASON).map(({ path }) => (
                <li key={path}>{path}</li>
              ))}
              {files.length > SHOWN_PER_REASON && (
                <li className="quiet">{WORDS.notices.andMore(files.length - SHOWN_PER_REASON)}</li>
              )}
            </ul>
          </section>
        )
      })}
      <CopyDiagnostics of={skipped.map(({ diagnostic }) => diagnostic)} />
    </SidePanel>
  )
}

function byReason(skipped: readonly SkippedFile[]): ReadonlyMap<string, readonly SkippedFile[]> {
  const reasons = new Map<string, SkippedFile[]>()
  for (const file of skipped) {
    const files = reasons.get(file.diagnostic.code)
    if (files) files.push(file)
    else reasons.set(file.diagnostic.code, [file])
  }
  return reasons
}
