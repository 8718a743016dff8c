import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import { sharedData } from '../tests/shared-data.ts'
import { patchForOhif } from './peers/ohif-study.ts'

/** The study that is measured with, as each app can read it. */
export type StudyFolders = {
  readonly name: string
  /** As the scanner, or Kaggle, gives it. */
  readonly original: string
  /** With what OHIF misses in it; the same pixels. */
  readonly forOhif: string
  readonly files: number
}

const REAL_STUDY = ['rsna-mini', 'train_images', '100206310'] as const
const SEED = 1

/** A real RSNA study where there is one beside the project, else the simulated study. Both are 96 files or so in three series. */
export function studyFolders(work: string): StudyFolders {
  const real = sharedData(...REAL_STUDY)
  const original = real ?? simulated(join(work, 'simulated'))
  const forOhif = join(work, 'for-ohif')
  rmSync(forOhif, { recursive: true, force: true })
  const files = filesBelow(original)
  for (const path of files) write(join(forOhif, path), patchForOhif(readFileSync(join(original, path))))
  const name = real ? `RSNA study ${REAL_STUDY.at(-1)!}` : `simulated study, seed ${SEED}`
  return { name, original, forOhif, files: files.length }
}

function simulated(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  for (const { path, bytes } of simulateStudy({ seed: SEED }).files) write(join(folder, path), bytes)
  return folder
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  )
}
