import { uidFrom } from '../../dicom/uid.ts'
import { string } from '../header/header-values.ts'
import type { Header } from '../header/read-header.ts'
import type { Instance } from './instance.ts'

type Uids = Pick<Instance, 'studyInstanceUid' | 'seriesInstanceUid' | 'sopInstanceUid' | 'madeUids'>

/**
 * The UIDs of an object. One that the header lacks, as after some anonymisers, is made from what else is the same in all
 * objects of the study or series, of a single object from its path: the same files give the same UIDs at each opening.
 */
export function readUids(
  { table, meta }: Pick<Header, 'table' | 'meta'>,
  { patient, study, series, path }: Pick<Instance, 'patient' | 'study' | 'series' | 'path'>,
): Uids {
  const told = {
    study: string(table, 'StudyInstanceUID'),
    series: string(table, 'SeriesInstanceUID'),
    object: string(table, 'SOPInstanceUID') ?? meta.mediaSopInstanceUid,
  }
  const studyInstanceUid = told.study ?? uidOf('study', { ...patient, ageYears: 0 }, study)
  const seriesInstanceUid = told.series ?? uidOf('series', studyInstanceUid, series)
  return {
    studyInstanceUid,
    seriesInstanceUid,
    sopInstanceUid: told.object ?? uidOf('object', seriesInstanceUid, path),
    madeUids: (['study', 'series', 'object'] as const).filter((what) => told[what] === undefined),
  }
}

function uidOf(...facts: readonly unknown[]): string {
  return uidFrom(JSON.stringify(facts))
}
