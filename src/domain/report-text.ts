import { LEVELS } from './level.ts'
import type { Level } from './level.ts'

/** Parts of a report that a reader may put into their own words. */
export type ReportPart =
  'clinical' | 'comparison' | 'technique' | `findings/${Level}` | 'impression' | 'remarks'

/** In the order in which a report is read. */
export const REPORT_PARTS: readonly ReportPart[] = [
  'clinical',
  'comparison',
  'technique',
  ...LEVELS.map((level) => `findings/${level}` as const),
  'impression',
  'remarks',
]

/** A reader's own words for one part. The structured grades under them stay what they are. */
export type ReportEdit = {
  readonly text: string
  /** The structured facts under the text when it was written, as `ReportBlock.basis` names them. */
  readonly basis: string
  /** ISO 8601 with offset. */
  readonly at: string
}
export type ReportEdits = Readonly<Partial<Record<ReportPart, ReportEdit>>>

/**
 * `made`: written by Cauda from the structured data. `reader`: the reader's words. `outdated`: the reader's words, and the grade
 * under them changed since.
 */
type BlockHand = 'made' | 'reader' | 'outdated'

/** A paragraph of the report: what stands there, and what Cauda would write. */
export type ReportBlock = {
  /** Undefined where a reader's words make no sense: the model's figures, the reasons for not assessing. */
  readonly part: ReportPart | undefined
  /** What stands before it, `L4/L5` for instance; empty for none. */
  readonly label: string
  readonly lines: readonly string[]
  /** What Cauda writes from the structured data. */
  readonly made: readonly string[]
  readonly basis: string
  readonly hand: BlockHand
}

export type SectionName =
  | 'clinical'
  | 'comparison'
  | 'technique'
  | 'scope'
  | 'findings'
  | 'impression'
  | 'remarks'
  | 'structured'
  | 'not-assessed'
  | 'model'
  | 'validation'

export type ReportSection = {
  readonly name: SectionName
  readonly heading: string
  /** Its lines are counted: 1., 2., ... */
  readonly isNumbered: boolean
  readonly blocks: readonly ReportBlock[]
}

/** The whole report in words, in the order in which it is read. A section may be empty: nothing is written of it then. */
export type ReportText = {
  readonly title: string
  readonly researchUse: string
  /** How many cells stand where. */
  readonly status: string
  readonly particulars: readonly (readonly [label: string, value: string])[]
  readonly sections: readonly ReportSection[]
}

/** How a block marks that its words are the reader's; empty for those that Cauda wrote. */
function handInWords({ hand, part }: ReportBlock): string {
  // Nobody takes these for the model's words.
  if (part === 'clinical' || part === 'comparison' || part === 'remarks') return ''
  switch (hand) {
    case 'made':
      return ''
    case 'reader':
      return "[reader's words]"
    case 'outdated':
      return "[reader's words; the grade under them changed since]"
  }
}

/** The block's lines as every format writes them: the last one says whose words they are. */
export function blockLines(block: ReportBlock): readonly string[] {
  const mark = handInWords(block)
  const last = block.lines.length - 1
  return mark === ''
    ? block.lines
    : block.lines.map((line, index) => (index === last ? `${line} ${mark}` : line))
}

/** The report as plain text: headings in capitals, one paragraph a line, ending in a newline. Lines are not wrapped. */
export function plainText({ title, researchUse, particulars, status, sections }: ReportText): string {
  const head = [title, researchUse, ...particulars.map(([label, value]) => `${label}: ${value}`), status]
  const body = sections.flatMap((section) => {
    const lines = sectionLines(section)
    return lines.length === 0 ? [] : [[section.heading.toUpperCase(), ...lines].join('\n')]
  })
  return `${[head.join('\n'), ...body, researchUse].join('\n\n')}\n`
}

/** A section's paragraphs, each one line: with its label, counted where the section is. */
export function sectionLines({ blocks, isNumbered }: ReportSection): readonly string[] {
  const lines = blocks.flatMap((block) =>
    blockLines(block).map((line, index) =>
      index === 0 && block.label !== '' ? `${block.label}: ${line}` : line,
    ),
  )
  return isNumbered ? lines.map((line, index) => `${index + 1}. ${line}`) : lines
}
