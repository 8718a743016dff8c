import { flushSync } from 'react-dom'
import type { StoreApi } from 'zustand/vanilla'
import { loadPart } from '../review/load-part.ts'
import type { Preferences } from './preferences.ts'
import { languageOf, speak, SPOKEN } from '../words/words.ts'
import type { Language } from '../words/words.ts'

/** Draws the page in the reader's language, the browser's where none was chosen, and again whenever another is chosen. */
export function followLanguage(
  preferences: StoreApi<Preferences>,
  draw: (language: Language) => void,
  onFailure: (error: unknown) => void,
): void {
  const drawIn = async (language: Language) => {
    await loadPart(() => speak(language)).catch(onFailure) // the page goes on in the language that it has
    document.documentElement.lang = SPOKEN
    keepingFocus(() => flushSync(() => draw(SPOKEN)))
  }
  const language = preferences.getState().language ?? languageOf(navigator.language)
  if (language === SPOKEN) draw(SPOKEN)
  else void drawIn(language)
  preferences.subscribe((now, before) => {
    if (now.language !== undefined && now.language !== before.language) void drawIn(now.language)
  })
}

/** The focus stays where it is: what is drawn anew has the same parts in the same order. */
function keepingFocus(draw: () => void): void {
  const parts = () => [
    ...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, [tabindex]'),
  ]
  const place = parts().findIndex((part) => part === document.activeElement)
  draw()
  parts()[place]?.focus()
}
