import { blockLines } from '../../domain/report-text.ts'
import type { ReportBlock, ReportEdit } from '../../domain/report-text.ts'
import { CAUDA, DCM, SECTION_CODES } from '../coding/codes.ts'
import type { ReportImage, ReportModel } from '../model/report-model.ts'
import { personObserver } from './sr-parts.ts'
import type { SrItem } from './sr-content.ts'
import { dicomDateTime } from './sr-time.ts'

/**
 * The report in words as part of the SR, with what a reading needs to be taken up again: the reader's own words name their author,
 * their time and the grades they rest on; `restore-review.ts` reads all of it back.
 */
export function narrativeItems(model: ReportModel): SrItem[] {
  const { text, numbering, images, markedImages } = model
  return [
    { type: 'TEXT', relationship: 'CONTAINS', name: CAUDA.researchUse, text: text.researchUse },
    {
      type: 'CONTAINER',
      relationship: 'CONTAINS',
      name: CAUDA.reportText,
      children: text.sections.flatMap(({ name, blocks }) =>
        blocks.flatMap((block) => blockItem(model, SECTION_CODES[name], block)),
      ),
    },
    ...(numbering.renamedBy === 0 ? [] : [plain(CAUDA.renamedBy, String(numbering.renamedBy))]),
    ...(numbering.anatomy === 'usual' ? [] : [plain(CAUDA.anatomy, numbering.anatomy)]),
    ...markedItem(markedImages.flatMap((id) => images[id] ?? [])),
  ]
}

function blockItem(model: ReportModel, name: SrItem['name'] & object, block: ReportBlock): SrItem[] {
  const edit = block.part === undefined ? undefined : model.edits[block.part]
  const words = blockLines(block).join('\n')
  if (words === '') return []
  const item = { type: 'TEXT', relationship: 'CONTAINS', name } as const
  const labelled = block.label === '' ? words : `${block.label}: ${words}`
  if (edit === undefined || block.part === undefined) return [{ ...item, text: labelled }]
  return [
    {
      ...item,
      text: edit.text,
      observedAt: dicomDateTime(edit.at),
      children: [...personObserver(model.reader), ...editItems(block.part, edit)],
    },
  ]
}

function editItems(part: string, { basis }: ReportEdit): SrItem[] {
  return [
    { type: 'TEXT', relationship: 'HAS CONCEPT MOD', name: CAUDA.part, text: part },
    ...(basis === ''
      ? []
      : [{ type: 'TEXT', relationship: 'HAS CONCEPT MOD', name: CAUDA.basis, text: basis } as const]),
  ]
}

function markedItem(images: readonly ReportImage[]): SrItem[] {
  if (images.length === 0) return []
  const children = images.map((image): SrItem => ({
    type: 'IMAGE',
    relationship: 'CONTAINS',
    image,
    // RSNA's files use a SOP instance UID again in another series.
    children: [
      {
        type: 'UIDREF',
        relationship: 'HAS ACQ CONTEXT',
        name: DCM.seriesInstanceUid,
        uid: image.seriesInstanceUid,
      },
    ],
  }))
  return [{ type: 'CONTAINER', relationship: 'CONTAINS', name: CAUDA.markedImages, children }]
}

function plain(name: SrItem['name'] & object, text: string): SrItem {
  return { type: 'TEXT', relationship: 'CONTAINS', name, text }
}
