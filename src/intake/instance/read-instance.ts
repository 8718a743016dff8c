import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { decodeText } from '../header/character-set.ts'
import {
  decimal,
  item,
  shortOf,
  string,
  strings,
  unsignedShort,
  valueBytes,
} from '../header/header-values.ts'
import type { ElementTable } from '../header/header-values.ts'
import type { AttributeName } from '../header/wanted-tags.ts'
import type { AcquisitionFacts, Instance, PatientFacts, PixelDescription } from './instance.ts'
import { readLookupTable } from './lookup-table.ts'
import type { LookupTable } from './lookup-table.ts'
import { readFrames } from './read-frames.ts'
import type { Header } from '../header/read-header.ts'
import { readUids } from './read-uids.ts'
import { nativeFrameBits } from '../pixels/stored-values.ts'
import { sopClassName } from '../header/sop-class-name.ts'

/**
 * An instance from its header. Diagnostics: `intake.no-image` (a DICOM object of another kind), `intake.truncated`
 * (the file ends before its pixels), `intake.damaged-header`.
 */
export function readInstance(header: Header, path: string): Result<Instance> {
  const { table, meta } = header
  const sopClassUid = string(table, 'SOPClassUID') ?? meta.mediaSopClassUid ?? ''
  const pixels = readPixelDescription(header)
  if (!pixels) return fail(withoutImage(header, sopClassUid, path))
  const terms = strings(table, 'SpecificCharacterSet')
  const held = framesHeld(pixels)
  const { rows, columns, signed } = pixels
  const { frames, assumedSpacingMm } = readFrames(table, held, { rows, columns, signed, terms })
  const patient = readPatient(table, terms)
  const study = {
    date: isoDate(string(table, 'StudyDate')),
    time: string(table, 'StudyTime'),
    id: string(table, 'StudyID'),
    accessionNumber: text(table, 'AccessionNumber', terms),
    referringPhysicianName: text(table, 'ReferringPhysicianName', terms, true),
    description: text(table, 'StudyDescription', terms),
  }
  const series = {
    number: decimal(table, 'SeriesNumber'),
    description: text(table, 'SeriesDescription', terms) ?? '',
    protocolName: text(table, 'ProtocolName', terms),
    bodyPart: string(table, 'BodyPartExamined'),
  }
  const uids = readUids(header, { patient, study, series, path })
  return succeed({
    path,
    id: `${uids.seriesInstanceUid}/${uids.sopInstanceUid}`,
    ...uids,
    sopClassUid,
    frameOfReferenceUid: string(table, 'FrameOfReferenceUID'),
    instanceNumber: decimal(table, 'InstanceNumber'),
    modality: string(table, 'Modality'),
    burnedIn: readBurnedIn(table),
    patient,
    study,
    series,
    imageType: strings(table, 'ImageType'),
    acquisition: readAcquisition(table, terms),
    pixels,
    frames,
    transferSyntax: meta.transferSyntax,
    diagnostics: [
      ...(held < pixels.numberOfFrames ? [framesMissing(pixels, held, path)] : []),
      ...(assumedSpacingMm === undefined ? [] : [placeAssumed(held, assumedSpacingMm, path)]),
    ],
  })
}

function readBurnedIn(table: ElementTable): Instance['burnedIn'] {
  const value = string(table, 'BurnedInAnnotation')
  return value === 'YES' || value === 'NO' ? value : undefined
}

/** The frames that there are bytes for, as far as can be told before they are decoded; one at least. */
function framesHeld(pixels: PixelDescription): number {
  const { numberOfFrames, length, offset, source } = pixels
  const bytes = Math.min(length ?? Infinity, source.size - offset)
  const shortestBits = length === undefined ? FRAGMENT_HEADER_LENGTH * 8 : nativeFrameBits(pixels)
  return Math.max(1, Math.min(numberOfFrames, Math.floor((bytes * 8) / shortestBits)))
}

const FRAGMENT_HEADER_LENGTH = 8

function framesMissing({ numberOfFrames }: PixelDescription, held: number, path: string): Diagnostic {
  return diagnose('intake.frames-missing', 'warning', path, { claimed: numberOfFrames, found: held })
}

function placeAssumed(frames: number, spacingMm: number, path: string): Diagnostic {
  return diagnose('intake.frames-placed-by-spacing', 'warning', path, { frames, spacingMm })
}

/** The text of an element in the reader's script; undefined when absent or blank. */
function text(
  table: ElementTable,
  name: AttributeName,
  terms: readonly string[],
  isPersonName = false,
): string | undefined {
  const bytes = valueBytes(table, name)
  if (bytes.length === 0) return undefined
  return decodeText(bytes.subarray(0, LONGEST_TEXT), terms, isPersonName).trim() || undefined
}

/** Names and descriptions end at 64 characters a component group; what is longer is damage. */
const LONGEST_TEXT = 1024

function readPatient(table: ElementTable, terms: readonly string[]): PatientFacts {
  return {
    id: text(table, 'PatientID', terms),
    name: text(table, 'PatientName', terms, true)?.replace(/=+$/, ''), // empty ideographic or phonetic groups
    ageYears: ageInYears(string(table, 'PatientAge')),
    sex: string(table, 'PatientSex'),
    birthDate: isoDate(string(table, 'PatientBirthDate')),
    issuer: text(table, 'IssuerOfPatientID', terms),
  }
}

function readAcquisition(table: ElementTable, terms: readonly string[]): AcquisitionFacts {
  return {
    echoTimeMs: decimal(table, 'EchoTime'),
    repetitionTimeMs: decimal(table, 'RepetitionTime'),
    inversionTimeMs: decimal(table, 'InversionTime'),
    scanningSequence: strings(table, 'ScanningSequence'),
    sequenceName: string(table, 'SequenceName') ?? string(table, 'PulseSequenceName'),
    contrastAgent: text(table, 'ContrastBolusAgent', terms),
    scanOptions: strings(table, 'ScanOptions'),
    number: decimal(table, 'AcquisitionNumber'),
    time: string(table, 'AcquisitionTime'),
    sliceThicknessMm: decimal(table, 'SliceThickness'),
  }
}

function readPixelDescription({ table, meta, pixelElement, source }: Header): PixelDescription | undefined {
  const rows = unsignedShort(table, 'Rows')
  const columns = unsignedShort(table, 'Columns')
  if (!pixelElement || rows === undefined || columns === undefined || rows === 0 || columns === 0) {
    return undefined
  }
  const bitsAllocated = unsignedShort(table, 'BitsAllocated') ?? 16
  const bitsStored = unsignedShort(table, 'BitsStored') ?? bitsAllocated
  const signed = unsignedShort(table, 'PixelRepresentation') === 1
  const photometricInterpretation = string(table, 'PhotometricInterpretation') ?? 'MONOCHROME2'
  return {
    source,
    offset: pixelElement.offset,
    length: pixelElement.length,
    kind: pixelElement.kind,
    rows,
    columns,
    numberOfFrames: Math.max(1, Number.parseInt(string(table, 'NumberOfFrames') ?? '1', 10) || 1),
    samplesPerPixel: unsignedShort(table, 'SamplesPerPixel') ?? 1,
    planar: unsignedShort(table, 'PlanarConfiguration') === 1,
    photometricInterpretation,
    bitsAllocated,
    bitsStored,
    highBit: unsignedShort(table, 'HighBit') ?? bitsStored - 1,
    signed,
    bigEndian: meta.transferSyntax.bigEndian,
    wordSwapped: meta.transferSyntax.bigEndian && pixelElement.vr === 'OW' && bitsAllocated <= 8,
    padding: shortOf(table, 'PixelPaddingValue', signed),
    paddingLimit: shortOf(table, 'PixelPaddingRangeLimit', signed),
    palette: photometricInterpretation === 'PALETTE COLOR' ? readPalette(table, signed) : undefined,
    modalityTable: readModalityTable(table, signed),
    frameOffsets: extendedOffsets(table),
  }
}

/** The red, green and blue tables (PS3.3 C.7.6.3.1.5), where all three are there and unsegmented. */
function readPalette(table: ElementTable, signed: boolean): PixelDescription['palette'] {
  const red = readLookupTable(
    table,
    'RedPaletteColorLookupTableDescriptor',
    'RedPaletteColorLookupTableData',
    signed,
  )
  const green = readLookupTable(
    table,
    'GreenPaletteColorLookupTableDescriptor',
    'GreenPaletteColorLookupTableData',
    signed,
  )
  const blue = readLookupTable(
    table,
    'BluePaletteColorLookupTableDescriptor',
    'BluePaletteColorLookupTableData',
    signed,
  )
  return red && green && blue ? [red, green, blue] : undefined
}

function readModalityTable(table: ElementTable, signed: boolean): LookupTable | undefined {
  const sequence = item(table, 'ModalityLUTSequence')
  return sequence && readLookupTable(sequence, 'LUTDescriptor', 'LUTData', signed)
}

/** ExtendedOffsetTable (PS3.3 C.7.6.3.1.8): 64-bit offsets, little endian as every encapsulated syntax is. */
function extendedOffsets(table: ElementTable): readonly number[] | undefined {
  const bytes = valueBytes(table, 'ExtendedOffsetTable')
  if (bytes.length < 8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) =>
    Number(view.getBigUint64(index * 8, true)),
  )
}

function withoutImage(header: Header, sopClassUid: string, path: string): Diagnostic {
  if (header.damage === 'unparseable') return diagnose('intake.damaged-header', 'warning', path)
  if (header.damage === 'truncated') return diagnose('intake.truncated', 'warning', path)
  return diagnose('intake.no-image', 'info', path, {
    object: sopClassName(sopClassUid, string(header.table, 'Modality')),
  })
}

/** DA, or the old ACR-NEMA form with dots, as YYYY-MM-DD. */
function isoDate(value: string | undefined): string | undefined {
  const match = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec(value ?? '')
  return match ? `${match[1]!}-${match[2]!}-${match[3]!}` : undefined
}

/** AS (`063Y`, `018M`, `012W`, `005D`) in years. */
function ageInYears(value: string | undefined): number | undefined {
  const match = /^(\d{1,3})([DWMY])$/.exec(value ?? '')
  if (!match) return undefined
  const perYear = { D: 365.25, W: 52.18, M: 12, Y: 1 }[match[2] as 'D' | 'W' | 'M' | 'Y']
  return Number(match[1]) / perYear
}
