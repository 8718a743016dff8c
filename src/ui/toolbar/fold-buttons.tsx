import { useDesk, usePreferences } from '../desk.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { WORDS } from '../../words/words.ts'
import { ToolIcon } from './tool-icon.tsx'

const FOLDS = { series: 'isRailFolded', findings: 'isFindingsFolded' } as const

/** Folds a panel away, so that the images have its room, and back. */
export function FoldButton({ panel }: { readonly panel: keyof typeof FOLDS }) {
  const { preferences } = useDesk()
  const fold = FOLDS[panel]
  const isFolded = usePreferences((state) => state[fold])
  return (
    <IconButton
      label={WORDS.viewing.panels[panel]}
      data-fold={panel}
      aria-pressed={!isFolded}
      onClick={() => preferences.setState({ [fold]: !isFolded })}
    >
      <ToolIcon tool={panel} />
    </IconButton>
  )
}
