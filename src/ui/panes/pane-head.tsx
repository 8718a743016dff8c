import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { WORDS } from '../words/words.ts'
import { imageIn, sourceIn } from './panes-store.ts'

/** Which series hangs here, its image number, and whether that is a key image. */
export function PaneHead({ slot }: { readonly slot: number }) {
  const { panes } = useDesk()
  const sources = usePanes((state) => state.sources)
  const key = usePanes((state) => state.slots[slot]?.sourceKey)
  return (
    <div className="pane-head">
      <select
        className="pane-series"
        aria-label={`${WORDS.pane.series} ${slot + 1}`}
        value={key ?? ''}
        onChange={(event) => panes.assign(slot, event.currentTarget.value)}
      >
        {key === undefined && <option value="">{WORDS.pane.choose}</option>}
        {sources.map((source) => (
          <option key={source.key} value={source.key}>
            {source.name}
          </option>
        ))}
      </select>
      <ImageCounter slot={slot} />
    </div>
  )
}

function ImageCounter({ slot }: { readonly slot: number }) {
  const image = usePanes((state) => imageIn(state, slot))
  const source = usePanes((state) => sourceIn(state, slot))
  const isKey = useSessionState(
    ({ history }) => image !== undefined && history.present.keyImages.includes(image.id),
  )
  if (image === undefined || source === undefined) return null
  return (
    <span className="pane-counter" aria-hidden="true">
      {isKey && <span className="pane-key">{WORDS.pane.key}</span>}
      {source.images.indexOf(image) + 1} / {source.images.length}
    </span>
  )
}
