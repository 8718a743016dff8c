const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:?\d\d)$/u

/** The parts of an ISO 8601 time with offset as DICOM writes them. Throws a RangeError on anything else. */
export function dicomTime(iso: string): {
  readonly date: string
  readonly time: string
  readonly offset: string
} {
  const match = ISO.exec(iso)
  if (match === null) throw new RangeError(`"${iso}" is not an ISO 8601 time with offset`)
  const [, year, month, day, hour, minute, second = '00', fraction, zone = 'Z'] = match
  const time = `${hour}${minute}${second}${fraction === undefined ? '' : `.${fraction}`}`
  return {
    date: `${year}${month}${day}`,
    time,
    offset: zone === 'Z' ? '+0000' : zone.replace(':', ''),
  }
}

/** DICOM DT with its offset (PS3.5 6.2). */
export function dicomDateTime(iso: string): string {
  const { date, time, offset } = dicomTime(iso)
  return `${date}${time}${offset}`
}

/** DICOM DA from `YYYY-MM-DD` or DICOM's own; empty for anything else, as the source study may hold anything. */
export function dicomDate(date: string | undefined): string {
  const digits = (date ?? '').replaceAll('-', '')
  return /^\d{8}$/u.test(digits) ? digits : ''
}

/** DICOM TM as the source study has it; empty for anything else. */
export function dicomClock(time: string | undefined): string {
  return /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/u.test(time ?? '') ? (time ?? '') : ''
}

const DT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,6})?([+-]\d\d)(\d\d)$/u

/** The other way round, to the second or finer; undefined unless the time is whole and has its offset. */
export function isoTime(dateTime: string): string | undefined {
  const match = DT.exec(dateTime)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zoneHour, zoneMinute] = match
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zoneHour}:${zoneMinute}`
}
