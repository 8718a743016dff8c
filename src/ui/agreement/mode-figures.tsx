import { useState } from 'react'
import { GRADES } from '../../domain/severity.ts'
import type { Agreement, ModeAgreement } from '../../review/agreement.ts'
import { ColumnHeads } from '../shell/column-heads.tsx'
import { decimal, intervalInWords } from '../../words/numbers.ts'
import { WORDS } from '../../words/words.ts'

/** How one way of reading agrees with the model: a line a condition, and the confusion matrix of the chosen one. */
export function ModeFigures({ figures }: { readonly figures: ModeAgreement }) {
  const { mode, studies, cells, rows } = figures
  const [chosen, setChosen] = useState<Agreement['condition']>('all')
  const shown = rows.find(({ condition }) => condition === chosen)
  const words = WORDS.agreement
  return (
    <section className="agreement-mode">
      <h3>
        {words.modes[mode]} <span className="quiet">{words.studies(studies, cells)}</span>
      </h3>
      {mode === 'concurrent' && <p className="agreement-warning">{words.biased}</p>}
      <table className="agreement-table">
        <ColumnHeads names={[words.condition, words.n, words.exact, words.kappa, words.interval]} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.condition} data-chosen={row.condition === chosen}>
              <th scope="row">
                <button
                  type="button"
                  className="row-choice agreement-choice"
                  aria-pressed={row.condition === chosen}
                  onClick={() => setChosen(row.condition)}
                >
                  {nameOf(row.condition)}
                </button>
              </th>
              <td>{row.n}</td>
              <td>{Math.round(row.exact.value * 100)} %</td>
              <td>{row.kappa === undefined ? words.undefined : decimal(row.kappa.value, 2, WORDS.locale)}</td>
              <td>{row.kappa && row.studies > 1 ? intervalInWords(row.kappa.ci95, 2, WORDS.locale) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown && <Matrix agreement={shown} />}
    </section>
  )
}

function Matrix({ agreement: { condition, matrix } }: { readonly agreement: Agreement }) {
  const most = Math.max(1, ...matrix.flat())
  return (
    <table className="agreement-matrix">
      <caption>{WORDS.agreement.matrix(nameOf(condition))}</caption>
      <thead>
        <tr>
          <td />
          {GRADES.map((grade) => (
            <th key={grade} scope="col">
              {WORDS.grades[grade]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.map((row, index) => (
          <tr key={GRADES[index]}>
            <th scope="row">{WORDS.grades[GRADES[index]!]}</th>
            {row.map((count, column) => (
              <td
                key={GRADES[column]}
                data-agrees={index === column}
                style={{ '--share': `${Math.round((count / most) * 40)}%` } as React.CSSProperties}
              >
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function nameOf(condition: Agreement['condition']): string {
  return condition === 'all' ? WORDS.agreement.all : WORDS.conditions[condition]
}
