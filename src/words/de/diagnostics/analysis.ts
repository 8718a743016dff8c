import type { WordsOf } from '../../diagnostic-words.ts'
import { percent } from '../../numbers.ts'

/** What the model could not do, or did with doubt; and the runtime under it. */
export const ANALYSIS_WORDS: WordsOf<'analysis' | 'inference'> = {
  'analysis.no-sagittal': () => [
    'Keine Grade: Es gibt keine sagittale Serie, auf der Segmente gesucht werden können.',
    '',
    'Eine Untersuchung mit einer Serie T2 sagittal öffnen, oder in der Serienleiste unter „Warum“ eine wählen.',
  ],
  'analysis.no-spine': ({ fields }) => [
    'Es wurde keine Lendenwirbelsäule gefunden.',
    `Erkannte Bandscheiben: ${fields.discs}. Die Bilder zeigen womöglich eine andere Körperregion oder gleichen denen nicht, die das Modell kennt.`,
    'Prüfen, ob dies ein MRT der LWS ist und ob die richtige Serie als T2 sagittal dient.',
  ],
  'analysis.no-localizer': ({ subject }) => [
    'Das Modellpaket kann keine Segmente finden.',
    `${subject} enthält kein Netz dafür.`,
    'Ein anderes Paket wählen.',
  ],
  'analysis.count-doubtful': () => [
    'Die Zählung der Segmente ist zweifelhaft.',
    'Das Sakrum war nicht klar zu erkennen, oder die Zählung geht nicht auf.',
    'L5/S1 prüfen und die Segmente verschieben, wenn sie nicht stimmen.',
  ],
  'analysis.level-doubtful': ({ subject, fields }) => [
    `${subject} wurde mit Zweifel gefunden${typeof fields.confidence === 'number' ? ` (${percent(fields.confidence)})` : ''}.`,
    '',
    'Den Rahmen prüfen.',
  ],
  'analysis.mostly-uncertain': ({ fields }) => [
    `Das Modell enthält sich bei ${fields.uncertain} von ${fields.graded} Feldern.`,
    'Diese Bilder gleichen denen nicht, die es kennt.',
    'Diese Untersuchung ohne das Modell befunden.',
  ],
  'analysis.foramina-on-t2': () => [
    'Die Foramina wurden auf T2 sagittal graduiert.',
    'Befunder graduieren sie auf T1, die dieser Studie fehlt: ihre Grade stützen sich auf weniger.',
    'Jedes Foramen selbst prüfen.',
  ],
  'analysis.foramen-not-found': () => [
    'Das Foramen wurde nicht erkannt.',
    'Schwere Enge, Skoliose oder ein Artefakt kann das bewirken.',
    'Das Foramen selbst beurteilen.',
  ],
  'analysis.recess-not-found': () => [
    'Der Recessus wurde nicht erkannt.',
    'Schwere Stenose oder ein schlechtes Bild kann das bewirken.',
    'Den Recessus selbst beurteilen.',
  ],
  'analysis.blank-slices': ({ subject, fields }) => [
    `${fields.count} ${fields.count === 1 ? 'Schicht' : 'Schichten'} von ${subject || 'einer sagittalen Serie'} ${fields.count === 1 ? 'zeigt' : 'zeigen'} keinen Patienten und ${fields.count === 1 ? 'wurde' : 'wurden'} weggelassen.`,
    'Sie sind leer oder enthalten nur Rauschen, wie Schichten außerhalb der Spule.',
    'Prüfen, ob die Serie die ganze Wirbelsäule erfasst.',
  ],
  'analysis.canal-not-found': () => [
    'Der Spinalkanal wurde nicht erkannt.',
    'Schwere Stenose oder ein schlechtes Bild kann das bewirken.',
    'Den Spinalkanal selbst beurteilen.',
  ],
  'analysis.signal-void': ({ fields }) => [
    `Bei ${fields.level} gibt ein Bereich von ${fields.areaMm2} mm² kein Signal.`,
    'Metall bewirkt das. Die Modelle wurden nicht für Implantate gemacht; ihre Grade in diesem Segment werden zurückgehalten.',
    'Dieses Segment von Hand graduieren.',
  ],
  'inference.no-webgpu': () => [
    'WebGPU war verlangt und startete nicht.',
    'Es gibt keine GPU, oder der Browser sperrt sie.',
    'engine=webgpu aus der Adresse entfernen.',
  ],
  'inference.no-engine': () => [
    'Das Modell läuft in diesem Browser nicht.',
    'Weder WebGPU noch WebAssembly startete.',
    'Die Bilder können gelesen und von Hand graduiert werden. Für das Modell einen anderen Browser versuchen.',
  ],
}
