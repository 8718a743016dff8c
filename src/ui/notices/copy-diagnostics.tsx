import { useState } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { useDesk } from '../desk.ts'
import { diagnosticsForClipboard } from '../../words/diagnostics.ts'
import { WORDS } from '../../words/words.ts'
import { surroundings } from './surroundings.ts'

/** Puts diagnostics and what they happened on into the clipboard, without anything that names the patient. */
export function CopyDiagnostics({ of }: { readonly of: readonly Diagnostic[] }) {
  const { session } = useDesk()
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(diagnosticsForClipboard(of, surroundings(session.store.getState())))
      setOutcome('copied')
    } catch {
      setOutcome('refused') // the browser forbids it: the words beside the button say so
    }
  }
  return (
    <>
      <button type="button" className="button" data-quiet onClick={() => void copy()}>
        {outcome === 'copied' ? WORDS.notices.copied : WORDS.notices.copy}
      </button>
      {outcome === 'refused' && <span className="quiet">{WORDS.notices.copyRefused}</span>}
    </>
  )
}
