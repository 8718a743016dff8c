/** A part of the page that could not be fetched: the server is away, or another version has replaced it. */
export class PartNotLoaded extends Error {
  override readonly name = 'PartNotLoaded'
}

/** Fetches a part of the page by a dynamic import, a second time after a first failure. Rejects with PartNotLoaded. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    try {
      return await load()
    } catch (cause) {
      throw new PartNotLoaded(cause instanceof Error ? cause.message : String(cause), { cause })
    }
  }
}
