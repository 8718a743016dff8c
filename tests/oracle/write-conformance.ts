/**
 * Writes docs/conformance.md from the comparison with the oracle: npx tsx tests/oracle/write-conformance.ts
 * It needs the corpus beside the project; the page says what was measured, so it is never written by hand.
 */
import { writeFileSync } from 'node:fs'
import { transferSyntaxOf, TRANSFER_SYNTAXES } from '../../src/intake/header/transfer-syntax.ts'
import { sharedData } from '../shared-data.ts'
import { situationsTable } from '../series/situations.ts'
import { compareCorpus } from './compare-corpus.ts'
import type { Comparison } from './compare-corpus.ts'

const folder = sharedData('corpus')
if (!folder) throw new Error('the corpus is not beside the project')
const comparisons = await compareCorpus(folder)
writeFileSync(new URL('../../docs/conformance.md', import.meta.url), conformance(comparisons))

function conformance(all: readonly Comparison[]): string {
  return `# What Cauda reads

Written by \`npx tsx tests/oracle/write-conformance.ts\` from the comparison that \`tests/oracle/corpus.test.ts\` repeats: every file of a
corpus from public test suites (${all.length} files), decoded by Cauda and by independent decoders (pydicom with its plugins; DCMTK where
those lack a process). Equal means that all stored values of all frames are the same, by their SHA-256. Lossy frames are
compared at 400 samples each; their tolerance is 1 grey level, 2 for colour.

## Transfer syntaxes

| transfer syntax | UID | read | files | equal | within tolerance |
|---|---|---|---|---|---|
${syntaxRows(all)}

## Files of the corpus

| outcome | files |
|---|---|
${outcomeRows(all)}

## Pixels

| property | read |
|---|---|
| bits allocated | 1, 8, 12 (packed), 16, 32; float and double float pixel data |
| bits stored, high bit | any; unused bits are cleared or carry the sign |
| sign | both |
| photometric interpretation | MONOCHROME1 (shown inverted), MONOCHROME2; RGB, YBR_FULL, YBR_FULL_422, YBR_ICT, YBR_RCT as luminance; PALETTE COLOR by its tables, as luminance (segmented tables as indices) |
| frames | single; classic multi-frame, placed where positions, offsets or a spacing are told (the last with a warning); enhanced, with shared and per-frame functional groups |
| rescale | RescaleSlope and RescaleIntercept, per frame where given, or the modality table |
| measured values | by real-world value mapping (straight lines, not tables), else by Philips' private scale slope, per frame; else after rescale |
| window | every WindowCenter and WindowWidth pair by its name; VOI LUT sequences as curves that can be windowed; VOILUTFunction SIGMOID as it is defined, LINEAR_EXACT as LINEAR |
| padding | PixelPaddingValue up to PixelPaddingRangeLimit, left out of every statistic |
| Siemens mosaic | recognised by its type or its private count, not taken apart |
| structured reports | not shown; their content is read |

## What belongs together

What is joined, parted and refused where files do not follow the rule of one series for each acquisition. Written from
\`tests/series/situations.ts\`, whose test holds each row against what Cauda does.

${situationsTable()}

## Containers

Folders of any depth; ZIP and zip64, stored or deflated, one inside another; gzip; DICOMDIR, used only for the order of reading and to tell which files are missing. Files without
preamble, without meta information, without group lengths, with a transfer syntax that contradicts the data set, and with fragments whose
coding contradicts the transfer syntax. Encrypted archives are declined.

## Text

Every character set of PS3.3 C.12.1.1.2, with code extensions: single byte sets, JIS X 0201, 0208 and 0212, KS X 1001, GB 2312, UTF-8,
GB18030 and GBK.

## Bounds

A header of more than 24 MB, an image of more than 64 million samples, and pixels that would take more than 16 MiB and 1024 times their coded
bytes are refused by name. Compressed streams are inflated up to 512 MB. A coded image that is cut short, or that contradicts the
header's size, components or BitsStored, is refused; it is never filled up or wrapped.
`
}

function syntaxRows(all: readonly Comparison[]): string {
  return TRANSFER_SYNTAXES.map(({ uid, name, coding }) => {
    const files = all.filter(
      ({ syntax, outcome }) => syntax === transferSyntaxOf(uid).name && outcome !== 'diagnostic',
    )
    const equal = files.filter(({ outcome }) => outcome === 'equal').length
    const within = files.filter(({ outcome }) => outcome === 'within-tolerance').length
    const read = coding === 'unsupported' ? 'no, by name' : 'yes'
    return `| ${name} | ${uid} | ${read} | ${files.length} | ${equal} | ${within} |`
  }).join('\n')
}

function outcomeRows(all: readonly Comparison[]): string {
  const names: Readonly<Record<Comparison['outcome'], string>> = {
    equal: 'opens, equal to the independent decoder',
    'within-tolerance': 'opens, within tolerance of it',
    opened: 'opens, and the independent decoders do not open it',
    different: 'opens, and differs',
    diagnostic: 'left out as',
  }
  const counts = new Map<string, number>()
  for (const { outcome, detail } of all) {
    const row = outcome === 'diagnostic' ? `${names[outcome]} \`${detail}\`` : names[outcome]
    counts.set(row, (counts.get(row) ?? 0) + 1)
  }
  return [...counts].map(([row, count]) => `| ${row} | ${count} |`).join('\n')
}
