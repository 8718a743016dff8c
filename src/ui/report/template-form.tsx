import { CONDITION_GROUPS, SIDES } from '../../domain/condition.ts'
import type { ConditionGroup } from '../../domain/condition.ts'
import { DEFAULT_TEMPLATE, PHRASE_NAMES } from '../../domain/report-template.ts'
import type { ReportTemplate } from '../../domain/report-template.ts'
import { useDesk, usePreferences } from '../desk.ts'
import { WORDS } from '../../words/words.ts'

/** All orders in which the places of a level can be read. */
const ORDERS: readonly (readonly ConditionGroup[])[] = CONDITION_GROUPS.flatMap((first) =>
  CONDITION_GROUPS.filter((group) => group !== first).map((second) => [
    first,
    second,
    CONDITION_GROUPS.find((group) => group !== first && group !== second)!,
  ]),
)

/** How the report reads: order, what is spelt out, phrases. Kept in this browser for every study. */
export function TemplateForm() {
  const { preferences } = useDesk()
  const template = usePreferences((chosen) => chosen.template)
  const change = (changes: Partial<ReportTemplate>) =>
    preferences.setState({ template: { ...template, ...changes } })
  const words = WORDS.template
  return (
    <details className="template-form">
      <summary>{words.title}</summary>
      <div className="template-fields">
        <Choice
          label={words.levels}
          value={template.levels}
          options={['head-first', 'foot-first']}
          name={(value) => words.levelOrders[value]}
          onChoose={(levels) => change({ levels })}
        />
        <Choice
          label={words.groups}
          value={template.groups.join(' ')}
          options={ORDERS.map((order) => order.join(' '))}
          name={(value) =>
            orderOf(value)
              .map((group) => words.groupNames[group])
              .join(', ')
          }
          onChoose={(value) => change({ groups: orderOf(value) })}
        />
        <Choice
          label={words.firstSide}
          value={template.firstSide}
          options={SIDES}
          name={(value) => words.sides[value]}
          onChoose={(firstSide) => change({ firstSide })}
        />
        <Choice
          label={words.mild}
          value={template.mild}
          options={['named', 'brief']}
          name={(value) => words.milds[value]}
          onChoose={(mild) => change({ mild })}
        />
        <Choice
          label={words.discFindings}
          value={template.discFindings}
          options={['likely', 'all', 'none']}
          name={(value) => words.discChoices[value]}
          onChoose={(discFindings) => change({ discFindings })}
        />
        <Switch
          label={words.percentages}
          isOn={template.percentages}
          onChange={(percentages) => change({ percentages })}
        />
        <Switch
          label={words.measurements}
          isOn={template.measurements}
          onChange={(measurements) => change({ measurements })}
        />
        <Phrases template={template} onChange={(phrases) => change({ phrases })} />
        <button
          type="button"
          className="button"
          onClick={() => preferences.setState({ template: DEFAULT_TEMPLATE })}
        >
          {words.reset}
        </button>
      </div>
    </details>
  )
}

function orderOf(value: string): readonly ConditionGroup[] {
  return ORDERS.find((order) => order.join(' ') === value) ?? DEFAULT_TEMPLATE.groups
}

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: readonly T[]
  readonly name: (value: T) => string
  readonly onChoose: (value: T) => void
}

function Choice<T extends string>({ label, value, options, name, onChoose }: ChoiceProps<T>) {
  return (
    <label className="template-field">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.currentTarget.value)
          if (chosen !== undefined) onChoose(chosen)
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </label>
  )
}

type SwitchProps = {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <label className="template-field">
      <span>{label}</span>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
    </label>
  )
}

type PhrasesProps = {
  readonly template: ReportTemplate
  readonly onChange: (phrases: ReportTemplate['phrases']) => void
}

/** An emptied phrase is again the one that Cauda uses. */
function Phrases({ template: { phrases }, onChange }: PhrasesProps) {
  const words = WORDS.template
  return (
    <fieldset className="template-phrases">
      <legend>{words.phrases}</legend>
      {PHRASE_NAMES.map((name) => (
        <label key={name} className="template-field">
          <span>{words.phraseNames[name]}</span>
          <input
            type="text"
            value={phrases[name]}
            placeholder={DEFAULT_TEMPLATE.phrases[name]}
            onChange={(event) => onChange({ ...phrases, [name]: event.currentTarget.value })}
            onBlur={(event) => {
              if (event.currentTarget.value.trim() === '')
                onChange({ ...phrases, [name]: DEFAULT_TEMPLATE.phrases[name] })
            }}
          />
        </label>
      ))}
    </fieldset>
  )
}
