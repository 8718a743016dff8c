type Answer = { readonly words: string; readonly onChoose: () => void }

type OfferProps = {
  readonly label: string
  readonly words: string
  readonly accept: Answer
  /** Another way to take it up. */
  readonly orElse?: Answer
  readonly decline: Answer
}

/** Something that the reader may take up or leave, above the findings until one of them is done. */
export function Offer({ label, words, accept, orElse, decline }: OfferProps) {
  return (
    <section className="offer" role="group" aria-label={label}>
      <p>{words}</p>
      <button type="button" className="button" data-primary onClick={accept.onChoose}>
        {accept.words}
      </button>
      {orElse && (
        <button type="button" className="button" onClick={orElse.onChoose}>
          {orElse.words}
        </button>
      )}
      <button type="button" className="button" onClick={decline.onChoose}>
        {decline.words}
      </button>
    </section>
  )
}
