/** Objects without an image that lie beside images in real folders (DICOM PS3.4 table B.5-1), by their SOPClassUID. */
const NAMES = new Map<string, string>([
  ['1.2.840.10008.5.1.4.1.1.481.3', 'RT structure set'],
  ['1.2.840.10008.5.1.4.1.1.481.5', 'RT plan'],
  ['1.2.840.10008.5.1.4.1.1.481.8', 'RT ion plan'],
  ['1.2.840.10008.5.1.4.1.1.481.2', 'RT dose'],
  ['1.2.840.10008.5.1.4.1.1.66', 'raw data'],
  ['1.2.840.10008.5.1.4.1.1.66.1', 'spatial registration'],
  ['1.2.840.10008.5.1.4.1.1.104.1', 'encapsulated PDF'],
  ['1.2.840.10008.5.1.4.1.1.104.2', 'encapsulated CDA'],
  ['1.2.840.10008.5.1.4.1.1.4.2', 'MR spectroscopy'],
])

const FAMILIES: readonly (readonly [prefix: string, name: string])[] = [
  ['1.2.840.10008.5.1.4.1.1.88.', 'structured report'],
  ['1.2.840.10008.5.1.4.1.1.11.', 'presentation state'],
  ['1.2.840.10008.5.1.4.1.1.9.', 'waveform'],
  ['1.2.840.10008.5.1.4.1.1.', 'object without an image'],
]

/** What an object is, in words, for the diagnostic that says why it is not shown. */
export function sopClassName(uid: string, modality: string | undefined): string {
  const name =
    NAMES.get(uid) ?? FAMILIES.find(([prefix]) => uid.startsWith(prefix))?.[1] ?? 'object without an image'
  return modality ? `${name} (${modality})` : name
}
