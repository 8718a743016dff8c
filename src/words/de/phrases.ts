/** What the rooms name in English words within a diagnostic: kinds of files, and what a series is. */
const PHRASES: readonly (readonly [english: string, german: string])[] = [
  ['sagittal T2', 'T2 sagittal'],
  ['sagittal T1', 'T1 sagittal'],
  ['axial T2', 'T2 axial'],
  ['coronal', 'koronar'],
  ['oblique', 'schräg'],
  ['of unknown weighting', 'mit unbekannter Wichtung'],
  ['(1 image)', '(1 Bild)'],
  [' images)', ' Bilder)'],
  ['nothing', 'nichts'],
  ['localizer', 'Localizer'],
  ['projection', 'Projektion'],
  ['screen save', 'Bildschirmkopie'],
  ['subtraction', 'Subtraktion'],
  ['diffusion map', 'Diffusionskarte'],
  ['diffusion', 'Diffusion'],
  ['phase map', 'Phasenkarte'],
  ['parameter map', 'Parameterkarte'],
  ['fat image', 'Fettbild'],
  ['colour', 'Farbbild'],
  ['derived images', 'abgeleitete Bilder'],
  ['cervical spine', 'HWS'],
  ['thoracic spine', 'BWS'],
  [' picture', '-Bild'],
  [' archive', '-Archiv'],
  [' program', '-Programm'],
  [' volume', '-Volumen'],
  [' database', '-Datenbank'],
  [' profile', '-Profil'],
  ['JSON text', 'JSON-Text'],
  ['XML text', 'XML-Text'],
  ['web page', 'Webseite'],
]

/** Such words in German, as far as they are known; names of scanners and series stay what they are. */
export function phrase(field: string | number | boolean | undefined): string {
  return PHRASES.reduce((text, [english, german]) => text.replaceAll(english, german), `${field ?? ''}`)
}
