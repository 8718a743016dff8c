import type { ComponentType } from 'react'

/** The desk of a study, once it has come. */
export let studyDesk: ComponentType | undefined

/** Fetches the desk of a study and the renderer under it; asked for when files are handed over, before anything can be shown. */
export async function loadStudyDesk(): Promise<ComponentType> {
  const [desk] = await Promise.all([import('./study-desk.tsx'), import('../../viewer/viewport.ts')])
  studyDesk = desk.StudyDesk
  return studyDesk
}
