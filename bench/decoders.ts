import { decodeImageFrame } from '@cornerstonejs/dicom-image-loader/dist/esm/decodeImageFrameWorker.js'
import { bytesSource } from '../src/intake/byte-source.ts'
import type { Codecs } from '../src/intake/codecs/codecs.ts'
import { createCodecs } from '../src/intake/codecs/create-codecs.ts'
import { decodeStoredValues } from '../src/intake/pixels/decode-stored-values.ts'
import type { Instance } from '../src/intake/instance/instance.ts'
import { locateFrame } from '../src/intake/pixels/locate-frame.ts'
import { readFiles } from '../src/intake/read-files.ts'

/** Where the page that runs this is served the images and both sides' WebAssembly from. */
type DecodePaths = { readonly images: number; readonly ours: string; readonly peers: string }

/** Milliseconds of one image, by each side. */
type DecodeTimes = { readonly ours: readonly number[]; readonly peer: readonly number[] }

declare global {
  var benchDecoders: typeof timeDecoders
}

const { signal } = new AbortController()

/**
 * Each image decoded by turns, `rounds` times after a first one for cold code. Ours is the whole way from the file to stored
 * values; the loader's begins at the coded frame that we found for it. Throws where the two give different pixels of a
 * lossless image: a decoder that is wrong is not fast.
 */
async function timeDecoders({ images, ours, peers }: DecodePaths, rounds: number): Promise<DecodeTimes[]> {
  const codecs = createCodecs(async (file) => new Uint8Array(await fetchBytes(`${ours}/${file}`)))
  const times: DecodeTimes[] = []
  for (let image = 0; image < images; image++) times.push(await timeImage(image, codecs, peers, rounds))
  return times
}

async function timeImage(
  image: number,
  codecs: Codecs,
  wasmBasePath: string,
  rounds: number,
): Promise<DecodeTimes> {
  const source = bytesSource(`${image}`, new Uint8Array(await fetchBytes(`images/${image}`)))
  const { instances } = await readFiles(signal, [source], codecs, () => undefined)
  const instance = instances[0]!
  const encoded = await frameOf(instance)
  const decodeOurs = async () => {
    const decoded = await decodeStoredValues(signal, instance, 1, codecs)
    if (!decoded.ok) throw new Error(`bench.no-pixels: ${decoded.diagnostic.code}`)
    return decoded.value.data as ArrayLike<number>
  }
  const decodePeer = async () => {
    const options = { preScale: { enabled: false } }
    const { uid } = instance.transferSyntax
    const frame = loaderFrame(instance)
    return (await decodeImageFrame(frame, uid, encoded.slice(), { wasmBasePath }, options)).pixelData
  }
  if (!instance.transferSyntax.lossy) expectEqual(await decodeOurs(), await decodePeer(), instance)
  const ours: number[] = []
  const peer: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const [own, other] = [await timed(decodeOurs), await timed(decodePeer)]
    if (round === 0) continue
    ours.push(own)
    peer.push(other)
  }
  return { ours, peer }
}

async function fetchBytes(path: string): Promise<ArrayBuffer> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`bench.not-served: ${path}`)
  return response.arrayBuffer()
}

async function frameOf(instance: Instance): Promise<Uint8Array> {
  const { source, offset, length } = instance.pixels
  if (length !== undefined) return source.read(offset, offset + length)
  const fragments = await locateFrame(instance, 1)
  if (!fragments.ok) throw new Error(`bench.no-pixels: ${fragments.diagnostic.code}`)
  const start = fragments.value[0]!.start
  return source.read(start, fragments.value.at(-1)!.end)
}

/** An image frame as dicom-image-loader describes one; the decoder writes into it. */
function loaderFrame({ pixels }: Instance) {
  return {
    samplesPerPixel: pixels.samplesPerPixel,
    photometricInterpretation: pixels.photometricInterpretation,
    planarConfiguration: 0,
    rows: pixels.rows,
    columns: pixels.columns,
    bitsAllocated: pixels.bitsAllocated,
    bitsStored: pixels.bitsStored,
    pixelRepresentation: pixels.signed ? 1 : 0,
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

function expectEqual(ours: ArrayLike<number>, peer: ArrayLike<number>, { transferSyntax }: Instance): void {
  let index = 0
  while (index < ours.length && ours[index] === peer[index]) index += 1
  if (ours.length !== peer.length || index < ours.length) {
    throw new Error(`bench.odd-decoder: ${transferSyntax.name} differs at sample ${index}`)
  }
}

globalThis.benchDecoders = timeDecoders
