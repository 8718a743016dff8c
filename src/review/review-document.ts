import type { Annotation } from '../domain/annotation.ts'
import type { CellKey, Decisions, Signature } from '../domain/decision.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import type { Anatomy } from '../domain/lumbosacral-anatomy.ts'
import type { ReportEdit, ReportEdits, ReportPart } from '../domain/report-text.ts'
import type { RestoredReview } from '../domain/restored-review.ts'
import type { SeriesRole } from '../domain/study.ts'
import { followDiscs } from './same-disc.ts'
import type { CellParts, PlacedLevels } from './cell-parts.ts'
import { shiftCells } from './shift-levels.ts'

type ChosenRoles = Readonly<Partial<Record<SeriesRole, readonly string[]>>>

/** Everything that the reader did to one study, and nothing that the model said. This is what is saved and undone. */
export type ReviewDocument = CellParts & {
  /** Who signed the study as read. Whatever changes the document afterwards takes it away. */
  readonly signature?: Signature | undefined
  /** Steps caudal by which the reader renamed the levels that the localizer found. */
  readonly shift: number
  readonly anatomy: Anatomy
  /** Stacks that the reader chose for a role; they stand instead of the study's own choice. */
  readonly roles: ChosenRoles
  /** What the reader drew and measured, in the order of drawing. */
  readonly annotations: readonly Annotation[]
  /** Ids of the images that the report shows. */
  readonly keyImages: readonly string[]
  /** What the reader put into their own words in the report. */
  readonly edits: ReportEdits
}

export const EMPTY_DOCUMENT: ReviewDocument = {
  decisions: {},
  signature: undefined,
  notes: {},
  beyond: {},
  shift: 0,
  placed: {},
  anatomy: 'usual',
  roles: {},
  annotations: [],
  keyImages: [],
  edits: {},
}

/** What a reader can do to the document. Each is one step of undo. */
export type Act =
  /** Decides one cell, or several together. */
  | { readonly kind: 'decide'; readonly decisions: Decisions }
  /** Says that every cell is decided, or declared not assessed. */
  | { readonly kind: 'sign'; readonly signature: Signature }
  | { readonly kind: 'withdraw'; readonly cell: CellKey }
  | { readonly kind: 'annotate'; readonly cell: CellKey; readonly note: string }
  | { readonly kind: 'shift-levels'; readonly steps: 1 | -1 }
  /** `discs`: all levels as they lie with the placed ones among them. */
  | {
      readonly kind: 'place-levels'
      readonly placed: readonly LocatedLevel[]
      readonly discs: readonly LocatedLevel[]
    }
  | { readonly kind: 'flag-anatomy'; readonly anatomy: Anatomy }
  | { readonly kind: 'choose-role'; readonly role: SeriesRole; readonly stackIds: readonly string[] }
  /** Draws an annotation, or changes the one of the same id. */
  | { readonly kind: 'draw'; readonly annotation: Annotation }
  | { readonly kind: 'erase'; readonly annotationId: string }
  | { readonly kind: 'mark-key-image'; readonly imageId: string; readonly isKey: boolean }
  /** Words a part of the report; without an edit it is again as Cauda writes it. */
  | { readonly kind: 'word-part'; readonly part: ReportPart; readonly edit: ReportEdit | undefined }
  /** Takes up the reader's work from a report that Cauda wrote. */
  | {
      readonly kind: 'restore'
      readonly review: RestoredReview
      readonly keyImages: readonly string[]
      /** The discs that the review was made on, where they are not those of the same name here. */
      readonly placed: PlacedLevels
    }
  | { readonly kind: 'continue'; readonly document: ReviewDocument }
  | { readonly kind: 'start-afresh' }

/** The document after an act. The same document when the act changes nothing; a change takes the signature away. */
export function perform(document: ReviewDocument, act: Act): ReviewDocument {
  if (act.kind === 'sign') return { ...document, signature: act.signature }
  const after = change(document, act)
  const isTakenUp = act.kind === 'continue' || act.kind === 'start-afresh'
  return after === document || isTakenUp ? after : { ...after, signature: undefined }
}

function change(document: ReviewDocument, act: Exclude<Act, { readonly kind: 'sign' }>): ReviewDocument {
  switch (act.kind) {
    case 'decide':
      if (Object.keys(act.decisions).length === 0) return document
      return { ...document, decisions: { ...document.decisions, ...act.decisions } }
    case 'withdraw':
      if (document.decisions[act.cell] === undefined) return document
      return { ...document, decisions: without(document.decisions, act.cell) }
    case 'annotate': {
      const note = act.note.trim()
      if (note === (document.notes[act.cell] ?? '')) return document
      const notes = note === '' ? without(document.notes, act.cell) : { ...document.notes, [act.cell]: note }
      return { ...document, notes }
    }
    case 'shift-levels':
      return {
        ...document,
        shift: document.shift + act.steps,
        ...shiftCells(document, act.steps),
        edits: withoutBasis(document.edits),
      }
    case 'place-levels': {
      const placed = Object.fromEntries(act.placed.map((level) => [level.level, level]))
      return { ...document, ...followDiscs(document, act.discs), placed: { ...document.placed, ...placed } }
    }
    case 'flag-anatomy':
      return act.anatomy === document.anatomy ? document : { ...document, anatomy: act.anatomy }
    case 'choose-role':
      return { ...document, roles: { ...document.roles, [act.role]: act.stackIds } }
    case 'draw':
      return { ...document, annotations: withAnnotation(document.annotations, act.annotation) }
    case 'erase': {
      const annotations = document.annotations.filter(({ id }) => id !== act.annotationId)
      return annotations.length === document.annotations.length ? document : { ...document, annotations }
    }
    case 'mark-key-image': {
      if (document.keyImages.includes(act.imageId) === act.isKey) return document
      const others = document.keyImages.filter((id) => id !== act.imageId)
      return { ...document, keyImages: act.isKey ? [...others, act.imageId] : others }
    }
    case 'word-part': {
      const before = document.edits[act.part]
      if (act.edit?.text === before?.text && act.edit?.basis === before?.basis) return document
      const edits =
        act.edit === undefined
          ? without(document.edits, act.part)
          : { ...document.edits, [act.part]: act.edit }
      return { ...document, edits }
    }
    case 'restore': {
      const { decisions, notes, edits, anatomy, renamedBy: shift } = act.review
      const { keyImages } = act
      const placed = { ...document.placed, ...act.placed }
      return { ...document, decisions, notes, edits, anatomy, shift, placed, beyond: {}, keyImages }
    }
    case 'continue':
      return goOnFrom(act.document, document)
    case 'start-afresh':
      return isUntouched(document) ? document : EMPTY_DOCUMENT
  }
}

/** Whether the reader has done nothing that is worth keeping. */
export function isUntouched(document: ReviewDocument): boolean {
  const { decisions, notes, beyond, placed, roles, edits } = { ...EMPTY_DOCUMENT, ...document }
  const kept = [decisions, notes, beyond, placed, roles, edits]
  return (
    kept.every((part) => Object.keys(part).length === 0) &&
    document.shift === 0 &&
    document.anatomy === 'usual' &&
    document.annotations.length === 0 &&
    document.keyImages.length === 0
  )
}

/**
 * Earlier work with what was begun since on top of it. Where both count the levels differently, one name means two discs: the
 * earlier work stands alone then, and an undo brings back what was begun.
 */
function goOnFrom(earlier: ReviewDocument, begun: ReviewDocument): ReviewDocument {
  if (isUntouched(begun) || begun.shift !== earlier.shift) return earlier
  return {
    ...earlier,
    signature: undefined, // nobody signed the two together
    decisions: { ...earlier.decisions, ...begun.decisions },
    notes: { ...earlier.notes, ...begun.notes },
    beyond: { ...earlier.beyond, ...begun.beyond },
    placed: { ...earlier.placed, ...begun.placed },
    roles: { ...earlier.roles, ...begun.roles },
    edits: { ...earlier.edits, ...begun.edits },
    anatomy: begun.anatomy === 'usual' ? earlier.anatomy : begun.anatomy,
    annotations: begun.annotations.reduce(withAnnotation, earlier.annotations),
    keyImages: [...new Set([...earlier.keyImages, ...begun.keyImages])],
  }
}

/** Renamed levels: words on levels may be about another disc now, so they rest on nothing until the reader words them again. */
function withoutBasis(edits: ReportEdits): ReportEdits {
  return Object.fromEntries(
    Object.entries(edits).map(([part, edit]) => [part, { ...edit, basis: edit.basis && 'levels renamed' }]),
  )
}

function withAnnotation(annotations: readonly Annotation[], drawn: Annotation): readonly Annotation[] {
  const isChange = annotations.some(({ id }) => id === drawn.id)
  return isChange ? annotations.map((old) => (old.id === drawn.id ? drawn : old)) : [...annotations, drawn]
}

function without<T extends object>(record: T, key: keyof T): T {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as T
}
