import { useEffect, useState } from 'react'
import type { NetworkSpec, PackManifest } from '../../domain/pack.ts'
import type { Result } from '../../domain/result.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { SidePanel } from '../shell/side-panel.tsx'
import { WORDS } from '../words/words.ts'
import { bytesInWords } from '../words/numbers.ts'
import './model-card.css'

/** What the pack in use is made of, was made from, and reached on patients it never saw. */
export function ModelCard() {
  const { session } = useDesk()
  const packId = useSessionState((state) => state.packId)
  const [packs, setPacks] = useState<Result<readonly PackManifest[]>>()
  useEffect(() => {
    let isShown = true
    void session.ports.packs.list().then((result) => {
      if (isShown) setPacks(result)
    })
    return () => {
      isShown = false
    }
  }, [session])
  const pack = packs?.ok === true ? packs.value.find(({ id }) => id === packId) : undefined
  return (
    <SidePanel title={WORDS.pack.label}>
      {packs?.ok === false && <DiagnosticNotice diagnostic={packs.diagnostic} />}
      {packs?.ok === true && pack === undefined && <p className="quiet">{WORDS.pack.none}</p>}
      {pack && (
        <>
          <h3>
            {pack.name} {pack.version}
          </h3>
          <p className="quiet">
            {pack.id}, {pack.created}
          </p>
          {pack.networks.map((network) => (
            <NetworkCard key={network.id} network={network} />
          ))}
          <p className="quiet">{WORDS.scopeNotice}</p>
        </>
      )}
    </SidePanel>
  )
}

function NetworkCard({ network }: { readonly network: NetworkSpec }) {
  const bytes = network.files.reduce((sum, file) => sum + file.bytes, 0)
  const { columns } = WORDS.pack
  return (
    <section className="network">
      <h3>{network.id}</h3>
      <dl>
        <dt>{WORDS.pack.licence}</dt>
        <dd>{network.licence}</dd>
        <dt>{WORDS.pack.size}</dt>
        <dd>
          {(network.parameters / 1e6).toFixed(2)} M, {bytesInWords(bytes, WORDS.locale)}
        </dd>
        <dt>{WORDS.pack.trainedOn}</dt>
        <dd>
          {network.training.datasets
            .map(({ name, patients, images }) => WORDS.pack.dataset(name, patients, images))
            .join('; ')}
        </dd>
      </dl>
      {network.evaluation.length > 0 && (
        <table className="figures">
          <caption>{WORDS.pack.measured}</caption>
          <thead>
            <tr>
              {[columns.task, columns.metric, columns.value, columns.interval, columns.n].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {network.evaluation.map(({ task, metric, value, ci95, n, data }) => (
              <tr key={`${task}|${metric}|${data}`} title={data}>
                <td>{task}</td>
                <td>{metric}</td>
                <td>{value.toFixed(3)}</td>
                <td>{ci95.map((bound) => bound.toFixed(3)).join(' – ')}</td>
                <td>{n}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
