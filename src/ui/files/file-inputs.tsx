import type { ChangeEvent } from 'react'
import { useDesk } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { handOver } from './hand-over.ts'
import { readInput } from './read-drop.ts'

/** The two inputs behind the Open buttons; in the page from the first paint, where scripts and screen readers find them. */
export function FileInputs() {
  const { session } = useDesk()
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    // An empty folder is handed over too: the session says that it is empty.
    handOver(session, currentTarget.files ? readInput(currentTarget.files) : [])
    currentTarget.value = '' // so that choosing the same folder again is a change again
  }
  return (
    <div className="file-inputs">
      <input
        type="file"
        aria-label={WORDS.open.folder}
        data-pick="folder"
        multiple
        tabIndex={-1}
        onChange={onChange}
        ref={(input) => {
          input?.setAttribute('webkitdirectory', '')
        }}
      />
      <input
        type="file"
        aria-label={WORDS.open.files}
        data-pick="files"
        multiple
        tabIndex={-1}
        onChange={onChange}
      />
    </div>
  )
}
