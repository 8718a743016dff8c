import { useRef } from 'react'
import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { labelPlace } from './annotation-shape.tsx'
import type { Shown } from './shown.ts'

const WIDTH_PX = 168
const HEIGHT_PX = 24

/** The words of an annotation, typed where they will stand. Enter and leaving keep them, Escape does not. */
export function AnnotationText({ shown }: { readonly shown: Shown }) {
  const { panes, session } = useDesk()
  const writing = usePanes((state) => state.writing)
  const annotation = useSessionState(({ history }) =>
    history.present.annotations.find(({ id, imageId }) => id === writing && imageId === shown.image.id),
  )
  const isDone = useRef(false)
  if (annotation === undefined) return null

  const end = (text: string) => {
    if (isDone.current) return
    isDone.current = true
    panes.write(undefined)
    if (text !== annotation.text) session.draw({ ...annotation, text })
  }
  const [x, y] = labelPlace(shown, annotation.points, WIDTH_PX, HEIGHT_PX)
  return (
    <input
      key={annotation.id}
      className="annotation-input"
      style={{ insetInlineStart: x, insetBlockStart: y, width: WIDTH_PX, height: HEIGHT_PX }}
      aria-label={WORDS.viewing.annotations.text}
      placeholder={WORDS.viewing.annotations.textPlaceholder}
      defaultValue={annotation.text}
      ref={(input) => {
        if (input === null || input.dataset['begun'] === 'true') return
        input.dataset['begun'] = 'true'
        isDone.current = false
        input.focus()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.stopPropagation()
        end(event.key === 'Enter' ? event.currentTarget.value.trim() : annotation.text)
        event.currentTarget.closest<HTMLElement>('.pane')?.focus()
      }}
      onBlur={(event) => end(event.currentTarget.value.trim())}
    />
  )
}
