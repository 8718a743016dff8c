import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { version8Uid } from '../../dicom/uid.ts'
import type { RestoredReview } from '../../domain/restored-review.ts'
import type { Study } from '../../domain/study.ts'

/** Another UID for each UID, the same one every time. */
export type ReplaceUid = (uid: string) => string

/**
 * Replaces UIDs consistently (PS3.15 annex E, Retain UIDs Option not taken): each becomes a 2.25 UID made from it and a secret key
 * by HMAC-SHA-256. Who has the key can find the original of a report again among studies that they hold; nobody else can.
 * An empty UID stays empty.
 */
export function uidReplacer(key: string): ReplaceUid {
  const secret = new TextEncoder().encode(key)
  return (uid) => {
    if (uid === '') return ''
    const bytes = hmac(sha256, secret, new TextEncoder().encode(uid)).subarray(0, 16)
    return version8Uid(bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n))
  }
}

/** The study with every UID replaced; ids by which Cauda itself knows stacks and images stay, since no format holds them. */
export function withReplacedUids(study: Study, replace: ReplaceUid): Study {
  return {
    ...study,
    studyInstanceUid: replace(study.studyInstanceUid),
    stacks: study.stacks.map((stack) => ({
      ...stack,
      seriesInstanceUid: replace(stack.seriesInstanceUid),
      images: stack.images.map((image) => ({
        ...image,
        sopInstanceUid: replace(image.sopInstanceUid),
        ...(image.origin && {
          origin: {
            studyInstanceUid: replace(image.origin.studyInstanceUid),
            seriesInstanceUid: replace(image.origin.seriesInstanceUid),
          },
        }),
      })),
    })),
  }
}

/** A review of a report without identifiers, back under the UIDs of the study it was made on; unchanged where it is of none of them. */
export function withOriginalUids(
  restored: RestoredReview,
  studies: readonly Study[],
  replace: ReplaceUid,
): RestoredReview {
  const study = studies.find(
    ({ studyInstanceUid }) => replace(studyInstanceUid) === restored.studyInstanceUid,
  )
  if (study === undefined) return restored
  const originals = new Map(
    study.stacks.flatMap(({ seriesInstanceUid, images }) =>
      [
        seriesInstanceUid,
        ...images.flatMap(({ sopInstanceUid, origin }) => [
          sopInstanceUid,
          ...(origin === undefined ? [] : [origin.seriesInstanceUid]),
        ]),
      ].map((uid) => [replace(uid), uid] as const),
    ),
  )
  const original = (uid: string) => originals.get(uid) ?? uid
  return {
    ...restored,
    studyInstanceUid: study.studyInstanceUid,
    markedImages: restored.markedImages.map(({ seriesInstanceUid, sopInstanceUid, frameNumber }) => ({
      ...(seriesInstanceUid !== undefined && { seriesInstanceUid: original(seriesInstanceUid) }),
      sopInstanceUid: original(sopInstanceUid),
      frameNumber,
    })),
  }
}
