import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { isBefore } from '../../pipeline/prior-study.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { WORDS } from '../../words/words.ts'
import { PaneIcon } from './pane-icon.tsx'
import { seriesName, sourceName } from './pane-sources.ts'
import { imageIn, sourceIn } from './panes-store.ts'

/** Which series of which study hangs here, its image number, and whether that is a key image. */
export function PaneHead({ slot }: { readonly slot: number }) {
  const { panes } = useDesk()
  const sources = usePanes((state) => state.sources)
  const source = usePanes((state) => sourceIn(state, slot))
  const hasPrior = sources.some(({ study }) => study === 'prior')
  return (
    <div className="pane-head">
      <div className="pane-head-start">
        {source?.study === 'prior' && <PriorTag />}
        <select
          className="pane-series"
          aria-label={`${WORDS.pane.series} ${slot + 1}`}
          value={source?.key ?? ''}
          onChange={(event) => panes.assign(slot, event.currentTarget.value)}
        >
          {source === undefined && <option value="">{WORDS.pane.choose}</option>}
          {sources.map((choice) => (
            <option key={choice.key} value={choice.key}>
              {hasPrior && choice.key !== source?.key ? sourceName(choice) : seriesName(choice)}
            </option>
          ))}
        </select>
        {source && <PaneButtons slot={slot} />}
      </div>
      <ImageCounter slot={slot} />
    </div>
  )
}

/** What hangs here is another examination, of which day, and whether it follows the current one. */
function PriorTag() {
  const { session } = useDesk()
  const study = useSessionState(session.select.study)
  const prior = useSessionState(session.select.prior)
  const status = useSessionState((state) => state.prior?.kind)
  const isLinked = usePanes(({ spines }) => spines.prior.length > 1 && spines.current.length > 1)
  if (study === undefined || prior === undefined) return null
  const { head, headLater, linked, locating, unlinked } = WORDS.viewing.prior
  const isLocating = status === undefined || status === 'locating'
  const explanation = isLinked ? linked : isLocating ? locating : unlinked
  return (
    <span className="pane-prior" title={explanation}>
      {isBefore(study, prior) ? headLater(prior.date) : head(prior.date)}
      <PaneIcon name={isLinked ? 'linked' : 'unlinked'} />
      <span className="visually-hidden">{explanation}</span>
    </span>
  )
}

function PaneButtons({ slot }: { readonly slot: number }) {
  const { panes } = useDesk()
  const isTiled = usePanes(({ tiled }) => tiled === slot)
  const isAlone = usePanes((state) => state.isAlone && state.active === slot)
  const { viewing } = WORDS
  return (
    <>
      <IconButton
        className="pane-button"
        label={viewing.tiles.show}
        explanation={viewing.tiles.showExplained}
        aria-pressed={isTiled}
        onClick={() => panes.tile(isTiled ? undefined : slot)}
      >
        <PaneIcon name="tiles" />
      </IconButton>
      <IconButton
        className="pane-button"
        label={viewing.alone}
        explanation={viewing.aloneExplained}
        aria-pressed={isAlone}
        onClick={() => {
          panes.activate(slot)
          panes.setAlone(!isAlone)
        }}
      >
        <PaneIcon name={isAlone ? 'all' : 'alone'} />
      </IconButton>
    </>
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
