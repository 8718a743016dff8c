import type { NetworkSpec, OfferedPack } from '../../domain/pack.ts'
import { ColumnHeads } from '../shell/column-heads.tsx'
import { WORDS } from '../../words/words.ts'
import { bytesInWords, decimal, intervalInWords } from '../../words/numbers.ts'
import './model-card.css'

/** What a pack is made of, was made from under which licence, and reached on patients it never saw. */
export function ModelCard({ pack }: { readonly pack: OfferedPack }) {
  const { manifest } = pack
  return (
    <section aria-label={WORDS.pack.label}>
      <h3>
        {manifest.name} {manifest.version}
      </h3>
      <p className="quiet">
        {manifest.id}, {manifest.created}
      </p>
      {manifest.networks.map((network) => (
        <NetworkCard key={network.id} network={network} />
      ))}
      <p className="quiet">{WORDS.scopeNotice}</p>
    </section>
  )
}

function NetworkCard({ network }: { readonly network: NetworkSpec }) {
  const bytes = network.files.reduce((sum, file) => sum + file.bytes, 0)
  const { columns } = WORDS.pack
  return (
    <section className="network">
      <h4>{network.id}</h4>
      <dl>
        <dt>{WORDS.pack.licence}</dt>
        <dd>{network.licence}</dd>
        <dt>{WORDS.pack.size}</dt>
        <dd>
          {decimal(network.parameters / 1e6, 2, WORDS.locale)} M, {bytesInWords(bytes, WORDS.locale)}
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
          <ColumnHeads names={[columns.task, columns.metric, columns.value, columns.interval, columns.n]} />
          <tbody>
            {network.evaluation.map(({ task, metric, value, ci95, n, data }) => (
              <tr key={`${task}|${metric}|${data}`}>
                <td>
                  {task}
                  <span className="quiet">{data}</span>
                </td>
                <td>{metric}</td>
                <td>{decimal(value, 3, WORDS.locale)}</td>
                <td>{intervalInWords(ci95, 3, WORDS.locale)}</td>
                <td>{n}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
