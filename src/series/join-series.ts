import type { PlacedFrame } from './placed-frame.ts'

/**
 * Frames by series. Series with different UIDs are candidates for one where SeriesNumber, description, protocol, modality
 * and frame of reference are the same: some exporters give each slice a SeriesInstanceUID of its own. `splitStacks` parts
 * them again where they show a place twice.
 */
export function joinSeries(frames: readonly PlacedFrame[]): readonly (readonly PlacedFrame[])[] {
  const keys = new Map<string, string>()
  const series = new Map<string, PlacedFrame[]>()
  for (const frame of frames) {
    const { seriesInstanceUid } = frame.instance
    const key = keys.get(seriesInstanceUid) ?? keyOf(frame)
    keys.set(seriesInstanceUid, key) // a series stays one, whatever else its headers say
    const group = series.get(key)
    if (group) group.push(frame)
    else series.set(key, [frame])
  }
  return [...series.values()]
}

function keyOf({ instance }: PlacedFrame): string {
  const { series, seriesInstanceUid, modality, frameOfReferenceUid } = instance
  if (series.number === undefined) return seriesInstanceUid
  return JSON.stringify([
    series.number,
    series.description,
    series.protocolName,
    modality,
    frameOfReferenceUid,
  ])
}
