import type { LocatedLevel } from '../../domain/finding.ts'
import type { Study, StudyImage } from '../../domain/study.ts'
import { moveLevel } from '../../review/place-levels.ts'
import { boxCornersOn } from '../../viewer/level-marks.ts'
import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { LevelBox } from './level-box.tsx'
import { anteriorEdge, dodgeTags } from './level-tags.ts'
import { sourceIn } from './panes-store.ts'
import type { Shown } from './shown.ts'

/** A box for each level on sagittal images: solid on the image that was read, its corners alone on the others. */
export function LevelBoxes({ shown }: { readonly shown: Shown }) {
  const { session } = useDesk()
  const levels = useSessionState(session.select.levels)
  const cells = useSessionState(session.select.cells)
  const study = useSessionState(session.select.study)
  const selected = useSessionState(({ selection }) => selection?.level)
  // One pane speaks for a level to keyboards and screen readers: the one that hangs the series it was found on.
  const isOwn = usePanes((state) => {
    const source = sourceIn(state, shown.slot)
    return levels.some(({ stackId }) => source?.stacks.some(({ id }) => id === stackId))
  })
  const anatomy = useSessionState(({ history }) => history.present.anatomy)
  const boxes = levels.flatMap((level) => {
    const found = study && imageOf(study, level)
    const corners = found && boxCornersOn(shown.image.geometry, level.boxPx, found.geometry)
    return found && corners ? [{ level, found, corners }] : []
  })
  const tags = dodgeTags(
    boxes.map(({ corners }) => anteriorEdge(shown, corners)),
    shown,
  )
  return boxes.map(({ level, found, corners }, index) => (
    <LevelBox
      key={level.level}
      shown={shown}
      level={level}
      corners={corners}
      tag={tags[index]}
      note={level.level === 'l5_s1' ? WORDS.viewing.anatomyTags[anatomy] : ''}
      cells={cells}
      isRead={level.imageId === shown.image.id}
      isSelected={level.level === selected}
      isOwn={isOwn}
      onSelect={() => session.selectLevel(level.level)}
      onMove={(by) => session.placeLevels([moveLevel(level, by, found.geometry)])}
    />
  ))
}

function imageOf(study: Study, level: LocatedLevel): StudyImage | undefined {
  return study.stacks.find(({ id }) => id === level.stackId)?.images.find(({ id }) => id === level.imageId)
}
