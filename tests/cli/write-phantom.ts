import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'

/** Writes a simulated study, or those of its files whose paths hold `part`, into a folder. Gives its StudyInstanceUID. */
export async function writePhantom(folder: string, seed: number, part = ''): Promise<string> {
  const { files, truth } = simulateStudy({ seed })
  for (const { path, bytes } of files.filter((file) => file.path.includes(part))) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return truth.studyInstanceUid
}
