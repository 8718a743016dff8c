import * as v from 'valibot'
import { diagnose } from '../domain/diagnostic.ts'
import { EXPORT_KINDS } from '../domain/export-kind.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import type { SiteSettings } from '../domain/site-settings.ts'

const NAME = v.pipe(v.string(), v.nonEmpty())

const SCHEMA = v.strictObject({
  pack: v.exactOptional(NAME),
  allowedPacks: v.exactOptional(v.pipe(v.array(NAME), v.nonEmpty())),
  engine: v.exactOptional(v.picklist(['auto', 'webgpu', 'wasm'])),
  language: v.exactOptional(v.picklist(['en', 'de'])),
  private: v.exactOptional(v.boolean()),
  omitIdentifiers: v.exactOptional(v.boolean()),
  exports: v.exactOptional(v.pipe(v.array(v.picklist(EXPORT_KINDS)), v.nonEmpty())),
  helpdesk: v.exactOptional(NAME),
})

/** The settings beside the app. A host without site.json leaves everything to the reader. */
export async function readSite(url: string): Promise<Result<SiteSettings>> {
  let response: Response
  try {
    response = await fetch(url, { cache: 'no-cache' })
  } catch (error) {
    return fail(diagnose('site.unreadable', 'error', 'site.json', { reason: (error as Error).message }))
  }
  // A host of single-page apps may answer for a missing file with the page itself.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
  if (response.status === 404 || (response.ok && isPage)) return succeed({})
  if (!response.ok) {
    return fail(diagnose('site.unreadable', 'error', 'site.json', { reason: `HTTP ${response.status}` }))
  }
  return parseSite(await response.text())
}

/** Names the first field that is wrong; a field that does not exist is one. */
export function parseSite(text: string): Result<SiteSettings> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return fail(diagnose('site.unreadable', 'error', 'site.json', { reason: (error as Error).message }))
  }
  if (Array.isArray(json)) return wrongField('', 'a list, where an object belongs')
  const parsed = v.safeParse(SCHEMA, json)
  if (parsed.success) return contradiction(parsed.output) ?? succeed(parsed.output)
  const [issue] = parsed.issues
  return wrongField(v.getDotPath(issue) ?? '', issue.message)
}

function contradiction({ pack, allowedPacks }: SiteSettings): Result<SiteSettings> | undefined {
  return pack !== undefined && allowedPacks?.includes(pack) === false
    ? wrongField('pack', `"${pack}" is not among allowedPacks`)
    : undefined
}

function wrongField(field: string, problem: string): Result<SiteSettings> {
  return fail(diagnose('site.wrong-field', 'error', 'site.json', { field, problem }))
}
