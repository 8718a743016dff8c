/** A worker that was ended because it did not answer any more, or that ended itself. Neither a bug of the work nor a cancel. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded'
  readonly why: 'hung' | 'crashed'
  constructor(why: 'hung' | 'crashed', message: string) {
    super(message)
    this.why = why
  }
}
