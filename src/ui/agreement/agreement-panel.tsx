import { useEffect, useState } from 'react'
import type { Result } from '../../domain/result.ts'
import { agreementByMode, agreementCsv, pairsOf } from '../../review/agreement.ts'
import type { KeptReviews, SavedReview } from '../../review/reader-ports.ts'
import { useDesk } from '../desk.ts'
import { offerDownload } from '../export/offer-download.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { SidePanel } from '../controls/side-panel.tsx'
import { WORDS } from '../../words/words.ts'
import { ModeFigures } from './mode-figures.tsx'
import './agreement-panel.css'

/** The reader's grades beside the model's over the studies kept here: this reader's own figures, of no use to anybody else. */
export function AgreementPanel() {
  const { session } = useDesk()
  const [kept, setKept] = useState<Result<KeptReviews>>()
  useEffect(() => {
    let isShown = true
    void session
      .saved()
      .then(() => session.ports.reviews.list())
      .then((result) => {
        if (isShown) setKept(result)
      })
    return () => {
      isShown = false
    }
  }, [session])
  const erase = async () => {
    const result = await session.forgetAllReviews()
    setKept(result.ok ? await session.ports.reviews.list() : result)
  }
  return (
    <SidePanel title={WORDS.agreement.title} isWide>
      {kept?.ok === false && <DiagnosticNotice diagnostic={kept.diagnostic} />}
      {kept?.ok === true && <Figures reviews={kept.value.reviews} onErase={() => void erase()} />}
    </SidePanel>
  )
}

type FiguresProps = { readonly reviews: readonly SavedReview[]; readonly onErase: () => void }

function Figures({ reviews, onErase }: FiguresProps) {
  const pairs = pairsOf(reviews)
  const simulated = reviews.filter(
    (review) => review.isSimulated === true && review.compared.length > 0,
  ).length
  const modes = agreementByMode(pairs)
  const saveCsv = () =>
    offerDownload({ name: 'agreement.csv', bytes: new Blob([agreementCsv(pairs)], { type: 'text/csv' }) })
  return (
    <div className="agreement">
      <p className="quiet">{WORDS.agreement.explained}</p>
      {simulated > 0 && <p className="quiet">{WORDS.agreement.simulated(simulated)}</p>}
      {modes.length === 0 && <p>{WORDS.agreement.none}</p>}
      {modes.map((figures) => (
        <ModeFigures key={figures.mode} figures={figures} />
      ))}
      <div className="agreement-acts">
        <button type="button" className="button" disabled={pairs.length === 0} onClick={saveCsv}>
          {WORDS.agreement.exportCsv}
        </button>
        <button type="button" className="button" disabled={reviews.length === 0} onClick={onErase}>
          {WORDS.agreement.erase}
        </button>
      </div>
      <p className="quiet">{WORDS.agreement.eraseExplained}</p>
    </div>
  )
}
