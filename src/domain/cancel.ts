/** The outcome of work that the reader stopped: neither a failure nor a bug. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** Throws Cancelled once the signal is aborted. Every long stage calls it between its steps. */
export function assertNotCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled('cancelled')
}
