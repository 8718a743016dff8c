import { spawnSync } from 'node:child_process'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { billOfMaterials } from '../../deploy/release/bill-of-materials.ts'
import { releaseArchive } from '../../deploy/release/release-archive.ts'
import { thirdPartyNotices } from '../../deploy/release/third-party-notices.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const text = (words: string) => new TextEncoder().encode(words)

describe('the archive of a release', () => {
  const files = new Map([
    ['app/index.html', text('<!doctype html>')],
    ['LICENSE', text('Apache')],
  ])

  it('is the same bytes at any time and in any order of files', () => {
    vi.useFakeTimers({ now: new Date('2026-01-02T03:04:05Z') })
    const first = releaseArchive('cauda-1', files)
    vi.setSystemTime(new Date('2031-07-08T09:10:11Z'))
    const second = releaseArchive('cauda-1', new Map([...files].reverse()))
    vi.useRealTimers()
    expect(second).toEqual(first)
  })

  it('holds checksums that sha256sum accepts, and refuses once a file is changed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cauda-release-'))
    for (const [path, bytes] of Object.entries(unzipSync(releaseArchive('cauda-1', files)))) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), bytes)
    }
    const check = () =>
      spawnSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: join(folder, 'cauda-1'), encoding: 'utf8' })
    expect(check().stdout).toBe('LICENSE: OK\napp/index.html: OK\n')
    await writeFile(join(folder, 'cauda-1', 'LICENSE'), 'another')
    expect(check().status).toBe(1)
    await rm(folder, { recursive: true })
  })
})

describe('what a release says of the packages in it', () => {
  it('has the licence texts of those that the app is built from, and of no tool', () => {
    const notices = thirdPartyNotices(ROOT)
    expect(notices).toMatch(/^react \d+\.\d+\.\d+, MIT$/m)
    expect(notices).toMatch(/^roboto-fontface \d+\.\d+\.\d+, Apache-2\.0$/m)
    expect(notices).toContain('Copyright (c) Meta Platforms, Inc.')
    expect(notices).not.toMatch(/^(vite|vitest|eslint) /m)
    expect(notices).not.toContain(ROOT)
  })

  it('lists them as CycloneDX, the same each time, whatever the folder is called', () => {
    const bill = billOfMaterials(ROOT)
    expect(billOfMaterials(ROOT)).toBe(bill)
    const { bomFormat, metadata, components } = JSON.parse(bill) as {
      bomFormat: string
      metadata: { component: { name: string } }
      components: readonly { name: string; licenses: unknown }[]
    }
    expect([bomFormat, metadata.component.name]).toEqual(['CycloneDX', 'cauda'])
    expect(components.find(({ name }) => name === 'react')?.licenses).toEqual([{ license: { id: 'MIT' } }])
    expect(components.some(({ name }) => name === 'vitest')).toBe(false)
    expect(bill).not.toContain(ROOT)
  })
})
