/**
 * A DICOM person name (PS3.5 6.2.1.1) as people read it: `Müller^Änne^^Dr.` becomes `Müller, Änne, Dr.`,
 * `Wang^XiaoDong=王^小東` becomes `Wang, XiaoDong (王, 小東)`. A name without carets stays as it is.
 */
export function readablePersonName(name: string): string {
  const [first = '', ...others] = name.split('=').map(readableGroup)
  const rest = others.filter((group) => group !== '')
  if (first === '') return rest.join(' / ')
  return rest.length === 0 ? first : `${first} (${rest.join(' / ')})`
}

/** Family and given name of the first component group that has any; both undefined for an empty name. */
export function nameParts(name: string): { family: string | undefined; given: readonly string[] } {
  const group = name.split('=').find((part) => part.replaceAll('^', '').trim() !== '') ?? ''
  const [family, given, middle] = group.split('^').map((part) => part.trim())
  return {
    family: family === '' ? undefined : family,
    given: [given, middle].filter((part) => part !== undefined && part !== '') as string[],
  }
}

/** A name typed by a reader as DICOM's PN may hold it: no backslash, `^` or `=`, at most 64 characters. */
export function asPersonName(typed: string): string {
  return typed
    .replace(/[\\^=]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 64)
}

function readableGroup(group: string): string {
  return group
    .split('^')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(', ')
}
