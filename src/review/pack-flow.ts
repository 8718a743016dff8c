import { assertNotCancelled } from '../domain/cancel.ts'
import type { SourceFile } from './ports.ts'
import type { SessionPorts } from './reader-ports.ts'
import type { SessionStore } from './session-state.ts'

type Hooks = {
  readonly stopAnalysis: () => void
  /** Another pack is in use; whatever it is to read, it reads from the start. */
  readonly onChosen: () => void
}

/** Which model pack reads. The reader's decisions are the reader's, and stay when another pack proposes. */
export function createPackFlow(store: SessionStore, ports: SessionPorts, hooks: Hooks) {
  function use(packId: string): boolean {
    if (packId === store.getState().packId) return false
    hooks.stopAnalysis()
    store.setState({
      packId,
      engine: { kind: 'idle' },
      openFailure: undefined, // of a pack that was refused before: the reader has moved on
      analysisFailure: undefined,
      reading: undefined,
      located: undefined,
      earlier: undefined,
    })
    return true
  }

  return {
    /** Uses a pack of graders alone with the localizer of a pack that the site serves. */
    completePack: (key: string): void => {
      ports.packs.complete(new AbortController().signal, key).then((completed) => {
        if (!completed.ok) store.setState({ openFailure: completed.diagnostic })
        else if (use(completed.value.key)) hooks.onChosen()
      }, ports.onBug)
    },

    choosePack: (packId: string): void => {
      if (use(packId)) hooks.onChosen()
    },

    /** Takes packs out of files and uses the first that passes its checks; one that is refused is shown like files that cannot be opened. */
    takePacks: async (signal: AbortSignal, files: readonly SourceFile[]): Promise<readonly SourceFile[]> => {
      const { packs, rest } = await ports.packs.take(signal, files)
      assertNotCancelled(signal)
      const [first] = packs.flatMap((pack) => (pack.ok ? [pack.value] : []))
      const refused = packs.find((pack) => !pack.ok)
      if (first !== undefined) use(first.key)
      if (refused?.ok === false) store.setState({ openFailure: refused.diagnostic })
      return rest
    },
  }
}
