import type { EnginePreference } from './engine-preference.ts'
import type { ExportKind } from './export-kind.ts'

/** What the administrator of a site decides for all its readers, in site.json beside the app. What is left out stays the reader's. */
export type SiteSettings = {
  /** Id of the model pack that studies are read with. */
  readonly pack?: string
  /** Ids of the packs that may be used. With it, packs that readers hand over are refused. */
  readonly allowedPacks?: readonly string[]
  readonly engine?: EnginePreference
  /** The language of readers who have chosen none. */
  readonly language?: 'en' | 'de'
  /** Nothing of any study is kept on the machine, and no reader can change that. */
  readonly private?: boolean
  /** Reports leave out who the patient is, and no reader can change that. */
  readonly omitIdentifiers?: boolean
  /** The formats that are offered; all of them without it. */
  readonly exports?: readonly ExportKind[]
  /** Whom to ask: shown with every failure. */
  readonly helpdesk?: string
}

/** What holds while site.json cannot be read: what it may have forbidden is forbidden. */
export const STRICTEST: SiteSettings = { private: true, omitIdentifiers: true }

/** Whether readers of the site may use the pack with this id. */
export function allowsPack({ allowedPacks }: SiteSettings, id: string): boolean {
  return allowedPacks?.includes(id) ?? true
}
