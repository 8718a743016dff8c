import { useDesk, usePanes, usePreferences } from '../desk.ts'
import { changeRate } from '../keys/perform-action.ts'
import { WORDS } from '../../words/words.ts'

/** The rate at which a pane's series plays, and how to change and stop it. */
export function CineBar({ slot }: { readonly slot: number }) {
  const desk = useDesk()
  const isPlaying = usePanes(({ cine }) => cine === slot)
  const rate = usePreferences(({ cineRate }) => cineRate)
  if (!isPlaying) return null
  const { cine } = WORDS.viewing
  return (
    <div className="cine" role="group" aria-label={cine.label}>
      <button type="button" aria-label={cine.slower} title={cine.slower} onClick={() => changeRate(desk, -1)}>
        −
      </button>
      <span role="status">{cine.rate(rate)}</span>
      <button type="button" aria-label={cine.faster} title={cine.faster} onClick={() => changeRate(desk, 1)}>
        +
      </button>
      <button type="button" onClick={() => desk.panes.play(undefined)}>
        {cine.stop}
      </button>
    </div>
  )
}
