import { SERIES_ROLES } from '../../domain/study.ts'
import type { RoleChoice, SeriesRole } from '../../domain/study.ts'
import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { SERIES_DRAG } from '../panes/pane.tsx'
import { seriesName, sourceName } from '../panes/pane-sources.ts'
import type { PaneSource } from '../panes/pane-sources.ts'
import { Menu, MenuChoice } from '../controls/menu.tsx'
import { WORDS } from '../../words/words.ts'
import { roleReasonInWords } from '../../words/series.ts'
import { Thumbnail } from './thumbnail.tsx'
import './series-rail.css'

/** Every series of the study; a press hangs one in the active pane. */
export function SeriesRail() {
  const sources = usePanes((state) => state.sources)
  return (
    <nav className="rail" aria-label={WORDS.rail.label}>
      <ul className="rail-list">
        {sources.map((source, index) => (
          <li key={source.key}>
            {source.study === 'prior' && sources[index - 1]?.study !== 'prior' && (
              <div className="rail-prior">
                {WORDS.viewing.prior.rail}
                <div>{source.date}</div>
              </div>
            )}
            <SeriesCard source={source} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function SeriesCard({ source }: { readonly source: PaneSource }) {
  const { panes } = useDesk()
  const active = usePanes((state) => state.active)
  const isShown = usePanes((state) => state.slots.some(({ sourceKey }) => sourceKey === source.key))
  return (
    <div className="series" data-shown={isShown}>
      <button
        type="button"
        className="series-face"
        draggable
        onDragStart={(event) => event.dataTransfer.setData(SERIES_DRAG, source.key)}
        onClick={() => panes.assign(active, source.key)}
      >
        <span className="visually-hidden">
          {sourceName(source)}, {WORDS.rail.images(source.images.length)}
        </span>
        <Thumbnail source={source} />
        <span className="series-name" aria-hidden="true">
          {source.role ? WORDS.rolesShort[source.role] : seriesName(source)}
        </span>
        <span className="series-count" aria-hidden="true">
          {source.images.length}
        </span>
      </button>
      {source.study === 'current' && <SeriesMenu source={source} />}
    </div>
  )
}

/** Why the series has its role, and another role for it. */
function SeriesMenu({ source }: { readonly source: PaneSource }) {
  const { session } = useDesk()
  const roles = useSessionState(session.select.roles)
  const choice = roles.find(({ role }) => role === source.role)
  const described = [...new Set(source.stacks.map(({ description }) => description))].filter(
    (text) => text !== '',
  )
  return (
    <Menu label={`${WORDS.rail.why}: ${sourceName(source)}`} face={WORDS.rail.whyShort}>
      <div className="menu-heading">{sourceName(source)}</div>
      {described.map((text) => (
        <div key={text} className="menu-note">
          {text}
        </div>
      ))}
      <Why choice={choice} />
      <div className="menu-heading">{WORDS.rail.useAs}</div>
      {SERIES_ROLES.map((role) => (
        <MenuChoice
          key={role}
          isChosen={role === source.role}
          onChoose={() => {
            if (role !== source.role)
              session.chooseRole(
                role,
                source.stacks.map(({ id }) => id),
              )
          }}
        >
          {WORDS.roles[role]}
        </MenuChoice>
      ))}
      <MenuChoice
        isChosen={source.role === undefined}
        onChoose={() => {
          if (source.role !== undefined) session.chooseRole(source.role satisfies SeriesRole, [])
        }}
      >
        {WORDS.rail.none}
      </MenuChoice>
    </Menu>
  )
}

function Why({ choice }: { readonly choice: RoleChoice | undefined }) {
  if (choice === undefined) return <div className="menu-note">{WORDS.rail.unused}</div>
  return choice.why.map((reason) => (
    <div key={reason.kind} className="menu-note">
      {roleReasonInWords(reason)}
    </div>
  ))
}
