import type { Study } from '../../domain/study.ts'
import { useDesk, usePreferences, useSessionState } from '../desk.ts'
import { Menu, MenuChoice } from '../controls/menu.tsx'
import { WORDS } from '../../words/words.ts'

/** Whose study this is; a menu where the files held several. */
export function StudyTitle() {
  const { session } = useDesk()
  const studies = useSessionState((state) => state.studies)
  const study = useSessionState(session.select.study)
  const isBlanked = usePreferences(({ isPatientBlanked }) => isPatientBlanked)
  if (study === undefined) return null
  if (studies.length === 1) {
    return <div className="study-title">{isBlanked ? WORDS.study.hidden : <Title study={study} />}</div>
  }
  return (
    <Menu
      label={WORDS.study.choose}
      face={
        <>
          <span className="study-title">{isBlanked ? WORDS.study.hidden : <Title study={study} />}</span>
          <span className="quiet">
            {studies.indexOf(study) + 1} / {studies.length}
          </span>
        </>
      }
    >
      {studies.map((choice, index) => (
        <MenuChoice
          key={choice.studyInstanceUid}
          isChosen={choice === study}
          onChoose={() => session.chooseStudy(choice.studyInstanceUid)}
        >
          {isBlanked ? WORDS.study.numbered(index + 1) : <Title study={choice} />}
        </MenuChoice>
      ))}
    </Menu>
  )
}

function Title({ study }: { readonly study: Study }) {
  const { patientName, patientId, patientAgeYears, patientSex, date, description } = study
  const who = personName(patientName) ?? patientId ?? WORDS.study.unnamed
  const about = [
    patientSex,
    patientAgeYears === undefined ? undefined : WORDS.study.years(patientAgeYears),
    date,
    description,
  ]
  return (
    <span className="study-text">
      <span className="study-who">{who}</span>
      <span className="quiet">{about.filter((part) => part !== undefined && part !== '').join('  ·  ')}</span>
    </span>
  )
}

/** DICOM's `Family^Given^Middle=ideographic=phonetic` as it is read; the reader's own script where there is one. */
function personName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const [alphabetic = '', ideographic = ''] = name.split('=')
  const [family = '', given = '', middle = ''] = (ideographic === '' ? alphabetic : ideographic).split('^')
  const firstNames = [given, middle].filter((part) => part !== '').join(' ')
  const spoken = [family, firstNames].filter((part) => part !== '').join(ideographic === '' ? ', ' : ' ')
  return spoken === '' ? undefined : spoken
}
