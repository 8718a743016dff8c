import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { billOfMaterials } from './bill-of-materials.ts'
import { releaseArchive, sha256 } from './release-archive.ts'
import type { ReleaseFiles } from './release-archive.ts'
import { thirdPartyNotices } from './third-party-notices.ts'

/** Writes release/cauda-VERSION.zip and its checksum from the built app; run by `npm run release`. */
const ROOT = join(import.meta.dirname, '..', '..')

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const name = `cauda-${version}`
const archive = releaseArchive(name, releaseFiles())
mkdirSync(join(ROOT, 'release'), { recursive: true })
writeFileSync(join(ROOT, 'release', `${name}.zip`), archive)
writeFileSync(join(ROOT, 'release', `${name}.zip.sha256`), `${sha256(archive)}  ${name}.zip\n`)
console.log(`release/${name}.zip ${sha256(archive)}`)

function releaseFiles(): ReleaseFiles {
  return new Map([
    ...filesBelow('dist', 'app'),
    ...filesBelow('deploy/nginx', 'nginx'),
    ['DEPLOYING.md', readFileSync(join(ROOT, 'docs', 'deploying.md'))],
    ['LICENSE', readFileSync(join(ROOT, 'LICENSE'))],
    ['LICENCE-OF-THE-WEIGHTS.md', bytes(licenceOfWeights())],
    ['THIRD-PARTY-NOTICES.txt', bytes(thirdPartyNotices(ROOT))],
    ['sbom.cdx.json', bytes(billOfMaterials(ROOT))],
  ])
}

function filesBelow(folder: string, as: string): readonly [string, Uint8Array][] {
  const top = join(ROOT, folder)
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [`${as}/${relative(top, path).replaceAll(sep, '/')}`, readFileSync(path)])
}

type Manifest = {
  readonly name: string
  readonly version: string
  readonly networks: readonly { readonly id: string; readonly licence: string }[]
}

/** Each pack's networks with the licences of what they were trained on, as the pack's manifest states them. */
function licenceOfWeights(): string {
  const { packs } = readJson<{ packs: readonly string[] }>('dist/models/index.json')
  const parts = packs.map((id) => {
    const { name, version, networks } = readJson<Manifest>(`dist/models/${id}/manifest.json`)
    const rows = networks.map(({ id, licence }) => `| ${id} | ${licence} |`)
    return [
      `## ${name} ${version}`,
      '',
      '| network | licence of the data it was trained on |',
      '|---|---|',
      ...rows,
    ].join('\n')
  })
  return `# Licence of the weights\n\nThe program is under the licence in LICENSE. The weights of the model packs are not: a network may be used as the data that it was trained on allow.\n\n${parts.join('\n\n')}\n`
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
