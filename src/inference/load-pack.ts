import { assertNotCancelled } from '../domain/cancel.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { NetworkSpec, PackFile, PackManifest } from '../domain/pack.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { parseManifest } from './manifest.ts'
import { sha256 } from './sha256.ts'

/** The files of one pack, wherever they are: a folder of the site, a dropped folder, a directory on disk. */
export type PackFiles = {
  readonly id: string
  /**
   * The bytes of a file named relative to the manifest; undefined where there is none. `sha256` is the hash that the manifest
   * expects, so that a source behind a cache can ask for this edition and no other.
   */
  read(signal: AbortSignal, path: string, sha256?: string): Promise<Uint8Array<ArrayBuffer> | undefined>
}

export type LoadedPack = {
  readonly manifest: PackManifest
  /** Of manifest.json, which holds the hashes of all other files: it names the pack's every byte. */
  readonly sha256: string
  readonly networks: ReadonlyMap<string, NetworkFiles>
}

/** A tfjs graph model as it lies in the pack. */
export type NetworkFiles = { readonly topology: ModelJson; readonly weights: ArrayBuffer }

type ModelJson = {
  readonly format: string
  readonly modelTopology: object
  readonly weightsManifest: readonly {
    readonly paths: readonly string[]
    readonly weights: readonly object[]
  }[]
  readonly signature?: { readonly outputs: Readonly<Record<string, { readonly name: string }>> }
}

/** Reads a pack and checks it against its manifest: every file present, of the size and hash that the manifest names. */
export async function loadPack(signal: AbortSignal, files: PackFiles): Promise<Result<LoadedPack>> {
  const bytes = await files.read(signal, 'manifest.json')
  if (!bytes) return fail(diagnose('pack.missing-file', 'error', `${files.id}/manifest.json`))
  const manifest = parseManifest(new TextDecoder().decode(bytes), files.id)
  if (!manifest.ok) return manifest

  const networks = new Map<string, NetworkFiles>()
  for (const network of manifest.value.networks) {
    assertNotCancelled(signal)
    const loaded = await loadNetwork(signal, files, network)
    if (!loaded.ok) return loaded
    networks.set(network.id, loaded.value)
  }
  return succeed({ manifest: manifest.value, sha256: await sha256(bytes), networks })
}

async function loadNetwork(
  signal: AbortSignal,
  files: PackFiles,
  network: NetworkSpec,
): Promise<Result<NetworkFiles>> {
  const contents = new Map<string, Uint8Array<ArrayBuffer>>()
  const results = await Promise.all(network.files.map((file) => readChecked(signal, files, file)))
  for (const [index, result] of results.entries()) {
    if (!result.ok) return result
    contents.set(network.files[index]!.path, result.value)
  }
  const subject = `${files.id}/${network.model}`
  const topology = parseModel(contents.get(network.model)!)
  if (!topology?.modelTopology || !topology.weightsManifest)
    return fail(diagnose('pack.not-a-graph-model', 'error', subject))

  const folder = network.model.slice(0, network.model.lastIndexOf('/') + 1)
  const parts = topology.weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => contents.get(folder + path)),
  )
  if (parts.includes(undefined)) return fail(diagnose('pack.missing-file', 'error', subject))
  return succeed({ topology: topology as ModelJson, weights: concatenate(parts as Uint8Array[]) })
}

function parseModel(bytes: Uint8Array): Partial<ModelJson> | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Partial<ModelJson>
  } catch {
    return undefined // refused by name by the caller
  }
}

async function readChecked(
  signal: AbortSignal,
  files: PackFiles,
  { path, bytes, sha256: expected }: PackFile,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const subject = `${files.id}/${path}`
  const content = await files.read(signal, path, expected)
  if (!content) return fail(diagnose('pack.missing-file', 'error', subject))
  if (content.byteLength !== bytes) {
    return fail(
      diagnose('pack.truncated-file', 'error', subject, { found: content.byteLength, expected: bytes }),
    )
  }
  const found = await sha256(content)
  return found === expected
    ? succeed(content)
    : fail(diagnose('pack.hash-mismatch', 'error', subject, { found, expected }))
}

function concatenate(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.byteLength
  }
  return whole.buffer
}
