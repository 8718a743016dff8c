/** The desk of a study and what draws its images: the first screen does without, and they come while files are read. */
export async function loadStudyDesk() {
  const [desk] = await Promise.all([import('./study-desk.tsx'), import('../../viewer/viewport.ts')])
  return desk
}
