import { mkdtemp, readdir, readFile, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { analyse } from '../../cli/analyse.ts'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'

const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
afterEach(() => said.mockClear())

function lastLine(): string {
  return String(said.mock.lastCall?.[0])
}

describe('cauda analyse', { timeout: 240_000 }, () => {
  it('writes the report of a study in every format', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cauda-analyse-'))
    for (const { path, bytes } of simulateStudy({ seed: 5 }).files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), bytes)
    }
    const out = join(folder, 'out')
    expect(await analyse([folder, '--out', out])).toBe(0)
    expect((await readdir(out)).sort()).toEqual([
      'findings.csv',
      'key-image-1.sc.dcm',
      'key-images.ko.dcm',
      'report.fhir.json',
      'report.json',
      'report.pdf',
      'report.sr.dcm',
      'report.txt',
    ])
    const report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as { findings: unknown[] }
    expect(report.findings).toHaveLength(25)
    expect(said).not.toHaveBeenCalled()
  })

  it('says in one line what a folder without a study holds instead', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cauda-analyse-'))
    await writeFile(join(folder, 'letter.txt'), 'no image')
    expect(await analyse([folder, '--out', join(folder, 'out')])).toBe(3)
    expect(lastLine()).toMatch(/^study\.no-images: [^\n]+$/)
  })

  it('names the studies of a folder that holds several, and reads the one that --study chooses', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cauda-analyse-'))
    const uids: string[] = []
    for (const seed of [5, 6]) {
      const { files, truth } = simulateStudy({ seed })
      uids.push(truth.studyInstanceUid)
      for (const { path, bytes } of files) {
        const file = join(folder, String(seed), path)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, bytes)
      }
    }
    const out = join(folder, 'out')
    expect(await analyse([folder, '--out', out])).toBe(2)
    expect(lastLine()).toMatch(/^cli\.several-studies: the folder holds 2 studies \([^\n]+\)[^\n]+$/)
    for (const uid of uids) expect(lastLine()).toContain(uid)

    expect(await analyse([folder, '--out', out, '--study', '1.2.3'])).toBe(2)
    expect(lastLine()).toMatch(/^cli\.no-such-study: the folder holds no study "1\.2\.3", but these: /)

    expect(await analyse([folder, '--out', out, '--only', 'json', '--study', uids[1]!])).toBe(0)
    const report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as {
      study: { studyInstanceUid: string }
    }
    expect(report.study.studyInstanceUid).toBe(uids[1])
  })

  it.each([
    ['no folder', [], /^cli\.usage: give one FOLDER/],
    ['nowhere to write', ['folder'], /^cli\.usage: --out DIR is missing/],
    ['a folder that is not there', ['no-such-folder', '--out', 'out'], /^cli\.no-such-folder: /],
    [
      'an unknown format',
      ['folder', '--out', 'out', '--only', 'docx'],
      /^cli\.usage: --only knows .* not "docx"/,
    ],
    ['an unknown option', ['folder', '--bad'], /^cli\.usage: Unknown option '--bad'/],
  ])('refuses %s', async (_what, args, message) => {
    expect(await analyse(args)).toBe(2)
    expect(lastLine()).toMatch(message)
  })
})
