import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useDesk } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { handOver } from './hand-over.ts'
import { readDrop } from './read-drop.ts'
import './drop-target.css'

/** The whole page takes drops. Listening on the window, it also keeps a missed drop from replacing the page. */
export function DropTarget({ children }: { readonly children: ReactNode }) {
  const { session } = useDesk()
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    let depth = 0 // enter and leave fire for each element that is crossed
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth += 1
      setOver(true)
      void session.warmUp() // files are on their way: the engine starts while they are still held
    }
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    }
    const onLeave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      depth = 0
      setOver(false)
      handOver(session, readDrop(event.dataTransfer))
    }
    window.addEventListener('dragenter', onEnter)
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragenter', onEnter)
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [session])

  return (
    <div className="app">
      {children}
      {isOver && (
        <div className="drop-overlay" aria-hidden="true">
          {WORDS.empty.releaseToOpen}
        </div>
      )}
    </div>
  )
}
