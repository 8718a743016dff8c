import * as v from 'valibot'
import { ANNOTATION_POINTS, QUANTITIES } from '../domain/annotation.ts'
import type { AnnotationKind } from '../domain/annotation.ts'
import { CONDITIONS } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { Decision } from '../domain/decision.ts'
import type { BoxPx, PatientPoint } from '../domain/geometry.ts'
import { LEVELS } from '../domain/level.ts'
import { ANATOMIES } from '../domain/lumbosacral-anatomy.ts'
import { READING_MODES } from '../domain/reading-mode.ts'
import { REPORT_PARTS } from '../domain/report-text.ts'
import { GRADES } from '../domain/severity.ts'
import { SERIES_ROLES } from '../domain/study.ts'
import type { SavedReview } from './reader-ports.ts'
import { EMPTY_DOCUMENT } from './review-document.ts'
import type { BeyondCells } from './cell-parts.ts'

/**
 * A review as it was stored on this machine, by this version or an earlier one; undefined where it is not one that this version
 * understands. What an earlier version did not keep is undefined: the reader and the place of a decision of 0.2.
 */
export function readSavedReview(stored: unknown): SavedReview | undefined {
  const parsed = v.safeParse(savedReview, stored)
  return parsed.success ? parsed.output : undefined
}

const CELL_KEYS = LEVELS.flatMap((level) => CONDITIONS.map((condition) => cellKey(level, condition)))
const cell = v.picklist(CELL_KEYS)
const grade = v.picklist(GRADES)
const decided = v.picklist([...GRADES, 'not_assessed'])
const mode = v.picklist(READING_MODES)
const point = v.custom<PatientPoint>((value) => isNumbers(value, 3))
const box = v.custom<BoxPx>((value) => isNumbers(value, 4))

/** Schema version 1 (0.1 and 0.2): no reader and no place; the mode was called `reading`. */
const decision1 = v.pipe(
  v.object({ grade: decided, proposed: v.optional(grade), at: v.string(), reading: v.optional(mode) }),
  v.transform(({ reading, ...kept }) =>
    decisionOf({ ...kept, mode: reading, reader: undefined, place: undefined }),
  ),
)

const decision2 = v.pipe(
  v.object({
    reader: v.optional(v.string()),
    grade: decided,
    proposed: v.optional(grade),
    at: v.string(),
    mode: v.optional(mode),
    place: v.optional(point),
  }),
  v.transform(decisionOf),
)

type DecisionSchema = typeof decision1 | typeof decision2

const locatedLevel = v.object({
  level: v.picklist(LEVELS),
  centre: point,
  imageId: v.string(),
  stackId: v.string(),
  boxPx: box,
  confidence: v.number(),
})

const annotation = v.object({
  id: v.string(),
  kind: v.picklist(Object.keys(ANNOTATION_POINTS) as AnnotationKind[]),
  imageId: v.string(),
  points: v.array(v.custom<readonly [number, number]>((value) => isNumbers(value, 2))),
  quantities: v.array(
    v.pipe(
      v.object({
        name: v.picklist(QUANTITIES),
        value: v.union([v.number(), v.nan()]),
        unit: v.string(),
        uncertainty: v.optional(v.union([v.number(), v.nan()])),
      }),
      v.transform((quantity) => ({ ...quantity, uncertainty: quantity.uncertainty })),
    ),
  ),
  text: v.string(),
})

/** Parts that an earlier version did not know are as if nothing had been done to them. */
function documentOf(decision: DecisionSchema) {
  const beyond = v.pipe(
    v.record(
      v.custom<keyof BeyondCells>(isBeyondKey),
      v.object({ decision: v.exactOptional(decision), note: v.exactOptional(v.string()) }),
    ),
    v.transform((cells) => cells as BeyondCells),
  )
  return v.object({
    decisions: v.optional(v.record(cell, decision), EMPTY_DOCUMENT.decisions),
    signature: v.optional(v.object({ reader: v.string(), at: v.string() }), EMPTY_DOCUMENT.signature),
    notes: v.optional(v.record(cell, v.string()), EMPTY_DOCUMENT.notes),
    beyond: v.optional(beyond, EMPTY_DOCUMENT.beyond),
    shift: v.optional(v.number(), EMPTY_DOCUMENT.shift),
    placed: v.optional(v.record(v.picklist(LEVELS), locatedLevel), EMPTY_DOCUMENT.placed),
    anatomy: v.optional(v.picklist(ANATOMIES), EMPTY_DOCUMENT.anatomy),
    roles: v.optional(v.record(v.picklist(SERIES_ROLES), v.array(v.string())), EMPTY_DOCUMENT.roles),
    annotations: v.optional(v.array(annotation), []),
    keyImages: v.optional(v.array(v.string()), []),
    edits: v.optional(
      v.record(v.picklist(REPORT_PARTS), v.object({ text: v.string(), basis: v.string(), at: v.string() })),
      EMPTY_DOCUMENT.edits,
    ),
  })
}

const frame = {
  key: v.string(),
  studyInstanceUid: v.string(),
  packId: v.string(),
  savedAt: v.string(),
  fingerprint: v.optional(v.array(v.object({ imageId: v.string(), sha256: v.string() }))),
  packSha256: v.optional(v.string()),
  studyDate: v.optional(v.string()),
  studyDescription: v.optional(v.string()),
  isSimulated: v.exactOptional(v.boolean()),
  revealed: v.record(cell, v.string()),
  seen: v.optional(v.record(cell, v.string()), {}),
  compared: v.optional(v.array(v.object({ cell, model: grade, reader: grade, reading: mode })), []),
}

const savedReview = v.pipe(
  v.variant('schemaVersion', [
    v.object({ schemaVersion: v.literal(1), ...frame, document: documentOf(decision1) }),
    v.object({ schemaVersion: v.literal(2), ...frame, document: documentOf(decision2) }),
  ]),
  v.transform((review): SavedReview => ({
    ...review,
    schemaVersion: 2,
    fingerprint: review.fingerprint,
    packSha256: review.packSha256,
    studyDate: review.studyDate,
    studyDescription: review.studyDescription,
  })),
)

type StoredDecision = { readonly [Part in keyof Decision]?: Decision[Part] | undefined } & Pick<
  Decision,
  'grade' | 'at'
>

function decisionOf({ reader, grade: given, proposed, at, mode: seen, place }: StoredDecision): Decision {
  return { reader, grade: given, proposed, at, ...(seen !== undefined && { mode: seen }), place }
}

function isNumbers(value: unknown, count: number): boolean {
  return Array.isArray(value) && value.length === count && value.every((part) => Number.isFinite(part))
}

function isBeyondKey(value: unknown): boolean {
  const [position = '', condition] = String(value).split('/')
  return /^-?\d+$/.test(position) && (CONDITIONS as readonly unknown[]).includes(condition)
}
