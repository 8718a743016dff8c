import { useDesk, usePreferences } from '../desk.ts'
import { WORDS } from '../words/words.ts'
import { ToolIcon } from './tool-icon.tsx'

const FOLDS = { series: 'isRailFolded', findings: 'isFindingsFolded' } as const

/** Folds a panel away, so that the images have its room, and back. */
export function FoldButton({ panel }: { readonly panel: keyof typeof FOLDS }) {
  const { preferences } = useDesk()
  const fold = FOLDS[panel]
  const isFolded = usePreferences((state) => state[fold])
  return (
    <button
      type="button"
      className="tool-button"
      data-fold={panel}
      aria-label={WORDS.viewing.panels[panel]}
      title={WORDS.viewing.panels[panel]}
      aria-pressed={!isFolded}
      onClick={() => preferences.setState({ [fold]: !isFolded })}
    >
      <ToolIcon tool={panel} />
    </button>
  )
}
