import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ImagePixels, Study, StudyImage } from '../domain/study.ts'
import type { StudyPort } from './ports.ts'

/**
 * Whose study it is, and which images: one digest for each of a few images, made of its pixels and of who the patient is. UIDs
 * alone do not tell: anonymisers and re-exports give the same ones to another patient. Nothing of the patient can be read from it.
 */
export type Fingerprint = readonly ImageDigest[]

type ImageDigest = {
  /** `StudyImage.id`; empty for a study of which no image could be read, whose digest is of the patient alone. */
  readonly imageId: string
  /** SHA-256, hexadecimal. */
  readonly sha256: string
}

/** The digests of the images named, or of the middle image of each role; images that cannot be read are left out. */
export async function fingerprintOf(
  signal: AbortSignal,
  study: Study,
  pixels: StudyPort['pixels'],
  imageIds?: readonly string[],
): Promise<Fingerprint> {
  const images = imageIds === undefined ? middleImages(study) : imagesNamed(study, imageIds)
  const digests = await Promise.all(
    images.map(async ({ id: imageId }) => {
      const read = await pixels(signal, imageId, study.opening)
      return read.ok ? [{ imageId, sha256: digestOf(study, read.value) }] : []
    }),
  )
  const read = digests.flat()
  return read.length > 0 ? read : [{ imageId: '', sha256: digestOf(study, undefined) }]
}

/** Whether the study on screen is the one that the fingerprint was taken of: patient and images agree. */
export async function agreesWith(
  signal: AbortSignal,
  fingerprint: Fingerprint,
  study: Study,
  pixels: StudyPort['pixels'],
): Promise<boolean> {
  const imageIds = fingerprint.map(({ imageId }) => imageId).filter((id) => id !== '')
  const now = await fingerprintOf(signal, study, pixels, imageIds)
  return (
    now.length === fingerprint.length &&
    fingerprint.every(({ imageId, sha256: kept }) =>
      now.some((digest) => digest.imageId === imageId && digest.sha256 === kept),
    )
  )
}

/** One image of each role, as the study chooses the roles; of a study without roles, one of its first stack. */
function middleImages({ stacks, roles }: Study): readonly StudyImage[] {
  const chosen = roles.flatMap(({ stackIds }) => stacks.find(({ id }) => id === stackIds[0]) ?? [])
  const used = chosen.length > 0 ? chosen : stacks.slice(0, 1)
  return used.flatMap(({ images }) => images[Math.floor(images.length / 2)] ?? [])
}

function imagesNamed({ stacks }: Study, imageIds: readonly string[]): readonly StudyImage[] {
  return stacks.flatMap(({ images }) => images).filter(({ id }) => imageIds.includes(id))
}

function digestOf(study: Study, pixels: ImagePixels | undefined): string {
  const { patientId, patientName, patientBirthDate, patientSex } = study
  const patient = [patientId, patientName, patientBirthDate, patientSex].map((fact) => fact?.trim() ?? '')
  const hash = sha256.create().update(utf8ToBytes(JSON.stringify(patient)))
  if (pixels !== undefined) {
    const { columns, rows, slope, intercept, data } = pixels
    hash.update(utf8ToBytes(JSON.stringify([columns, rows, slope, intercept])))
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  return bytesToHex(hash.digest())
}
