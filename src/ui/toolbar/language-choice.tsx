import { useId } from 'react'
import { useDesk } from '../desk.ts'
import { MenuChoice } from '../controls/menu.tsx'
import { LANGUAGES, SPOKEN, WORDS } from '../../words/words.ts'
import type { Language } from '../../words/words.ts'

/** The languages of the page, as a part of a menu; each is called as its speakers call it. */
export function LanguageChoice() {
  const { preferences } = useDesk()
  const heading = useId()
  return (
    <div role="group" aria-labelledby={heading}>
      <div id={heading} className="menu-heading">
        {WORDS.settings.language}
      </div>
      {(Object.entries(LANGUAGES) as [Language, string][]).map(([language, name]) => (
        <MenuChoice
          key={language}
          isChosen={language === SPOKEN}
          onChoose={() => preferences.setState({ language })}
        >
          <span lang={language}>{name}</span>
        </MenuChoice>
      ))}
      <div className="menu-note">{WORDS.settings.languageExplained}</div>
    </div>
  )
}
