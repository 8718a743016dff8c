import type { Engine } from '../../domain/finding.ts'
import type { PackManifest } from '../../domain/pack.ts'
import type { PackFacts } from './report-input.ts'

/** What a report says of the pack that was used; without its manifest, what the analysis itself knows. */
export function packFacts({ pack, packSha256 }: Engine, manifest: PackManifest | undefined): PackFacts {
  return {
    id: pack,
    name: manifest?.name ?? pack,
    version: manifest?.version ?? '',
    sha256: packSha256,
    evaluation: manifest?.networks.flatMap(({ evaluation }) => evaluation) ?? [],
  }
}
