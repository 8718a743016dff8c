import type { OfferedPack } from '../../domain/pack.ts'
import type { AnalysisStage } from '../../domain/progress.ts'
import type { Anatomy } from '../../domain/lumbosacral-anatomy.ts'
import type { ReadingMode } from '../../domain/reading-mode.ts'
import { count } from './numbers.ts'

/** The desk: every string that is not a diagnostic, a name or a cell's standing. */
export const INTERFACE = {
  product: 'Cauda',
  researchUse: 'Nur für Forschung. Nicht für den klinischen Einsatz.',
  scopeNotice:
    'Nicht vorgesehen: ohne T2 sagittal, unter 18 Jahren, Implantate nach Operation, Skoliose, Kontrastmittel, Tumor, Infektion, Fraktur.',

  empty: {
    sentence: 'LWS-MRT öffnen, Segmente erkennen, Stenosen graduieren.',
    drop: 'Ordner, Dateien oder ein ZIP irgendwo auf dieser Seite ablegen.',
    privacy: 'Nichts verlässt diesen Rechner.',
    privacyExplained:
      'Dateien werden in dieser Seite gelesen, gezeigt und graduiert. Sie verbindet sich mit keiner anderen Adresse.',
    releaseToOpen: 'Loslassen zum Öffnen',
  },
  open: {
    menu: 'Öffnen',
    folder: 'Ordner öffnen',
    files: 'Dateien öffnen',
    sample: 'Beispiel öffnen',
  },

  study: {
    choose: 'Untersuchung',
    noDate: 'ohne Datum',
    blank: 'Patientendaten verbergen',
    unblank: 'Patientendaten zeigen',
    hidden: 'Patientendaten verborgen',
    unnamed: 'Ohne Namen',
    numbered: (n: number) => `Untersuchung ${n}`,
    years: (n: number) => `${n} J.`,
  },

  layout: {
    menu: 'Aufteilung',
    single: 'Eine Ansicht',
    pair: 'Zwei Ansichten',
    lead: 'Eine große, zwei kleine',
    triple: 'Drei Ansichten',
    quad: 'Vier Ansichten',
  },

  tools: {
    menu: 'Werkzeuge',
    window: 'Fenster',
    pan: 'Verschieben',
    zoom: 'Zoom',
    scroll: 'Blättern',
    locate: 'Aufsuchen',
    magnifier: 'Lupe',
    probe: 'Messpunkt',
    length: 'Strecke',
    angle: 'Winkel',
    cobb: 'Cobb-Winkel',
    ellipse: 'Ellipse',
    arrow: 'Pfeil',
    measure: 'Messen',
    explained: {
      window: 'Fenster: nach rechts ziehen für die Weite, nach unten für die Mitte (W)',
      pan: 'Verschieben: ziehen, oder mit der mittleren Taste ziehen (P)',
      zoom: 'Zoom: zum Vergrößern nach unten ziehen, oder mit der rechten Taste ziehen (Z)',
      scroll: 'Blättern: ziehen oder Mausrad drehen (S)',
      magnifier: 'Lupe: gedrückt halten (M)',
      locate: 'Aufsuchen: klicken führt alle Ansichten dorthin, auch Klick mit Umschalt (X)',
    },
    fit: 'Einpassen',
    invert: 'Invertieren',
    reset: 'Zurücksetzen',
    link: 'Gemeinsam blättern',
    linkExplained: 'Ansichten derselben Ebene blättern gemeinsam',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
  },

  mode: {
    menu: 'Lesemodus',
    names: {
      concurrent: 'Parallel',
      'reader-first': 'Erst selbst',
      blind: 'Verblindet',
    } satisfies Record<ReadingMode, string>,
    explained: {
      concurrent: 'Vorschläge werden sofort gezeigt',
      'reader-first': 'Ein Vorschlag erscheint, sobald Sie sein Feld graduiert haben, oder auf Wunsch',
      blind: 'Vorschläge erscheinen erst im abschließenden Vergleich',
    } satisfies Record<ReadingMode, string>,
    compare: 'Mit dem Modell vergleichen',
    reveal: 'Vorschlag zeigen',
    hidden: 'Verborgen bis zu Ihrer Graduierung',
  },

  rail: {
    label: 'Serien',
    unused: 'Nicht zur Graduierung verwendet',
    why: 'Warum diese Serie',
    whyShort: 'Warum',
    useAs: 'Verwenden als',
    none: 'Keine Rolle',
    images: (n: number) => count(n, 'Bild', 'Bilder'),
    skipped: (n: number) => `${count(n, 'Datei', 'Dateien')} ausgelassen`,
  },

  pane: {
    image: (name: string, index: number, count: number) => `${name}, Bild ${index} von ${count}`,
    empty: (name: string) => `${name}: in dieser Untersuchung nicht vorhanden`,
    series: 'Serie in Ansicht',
    choose: 'Serie wählen',
    loading: 'Bild wird gelesen',
    levelBox: (level: string) => `Rahmen ${level}`,
    key: 'Schlüsselbild',
  },

  quantities: {
    value: '',
    length: '',
    angle: '',
    mean: 'Mittel',
    sd: 'SD',
    area: 'Fläche',
    column: 'Spalte',
    row: 'Zeile',
    x: 'x',
    y: 'y',
    z: 'z',
  },

  findings: {
    label: 'Befunde',
    level: 'Segment',
    side: 'Befunde und Messwerte',
    patientRight: 'Patient rechts',
    patientLeft: 'links',
    decided: (n: number) => `${n} von 25 entschieden`,
    next: 'Nächstes Feld',
    sign: 'Als gelesen zeichnen',
    signExplained: 'Bestätigt unter Ihrem Namen, dass jedes Feld gelesen ist',
    signUnnamed: 'Jedes Feld ist entschieden. Zum Zeichnen im Bericht Ihren Namen eintragen.',
    signed: (by: string, when: string) => `Als gelesen gezeichnet von ${by}, ${when}`,
    confirmRowShort: 'Zeile bestätigen',
    confirmRowExplained:
      'Bestätigt die Vorschläge Normal/gering des gewählten Segments gemeinsam, wenn sie zu sehen waren und Schwer ausgeschlossen ist',
    confirmRow: (level: string, n: number) => `Zeile bestätigen: ${n} Normal/gering bei ${level}`,
    analyse: 'Analysieren',
    readAgain: 'Hier neu graduieren',
    outdated: 'Segmente wurden seit der Graduierung umbenannt oder verschoben.',
    stopped: 'Die Analyse wurde angehalten.',
  },

  levels: {
    menu: 'Segmente',
    shiftUp: 'Alle eins höher benennen',
    shiftDown: 'Alle eins tiefer benennen',
    shifted: (steps: number) =>
      steps === 0
        ? 'Namen wie erkannt'
        : `Namen vom Befunder um ${Math.abs(steps)} nach ${steps > 0 ? 'unten' : 'oben'} verschoben`,
    place: 'Segmente von Hand setzen',
    placeExplained:
      'Auf einem sagittalen Bild L1/L2, dann L5/S1 anklicken; zum Korrigieren einen Rahmen ziehen',
    placing: 'Die Mitte von L1/L2 anklicken, dann die von L5/S1.',
    anatomy: 'Lumbosakraler Übergang',
    anatomies: {
      usual: 'Üblich: fünf Lendenwirbel',
      l6: 'Sechs Lendenwirbel (L6)',
      'sacralised-l5': 'L5 sakralisiert',
      'lumbarised-s1': 'S1 lumbalisiert',
    } satisfies Record<Anatomy, string>,
  },

  cell: {
    none: 'Feld wählen, um zu sehen, worauf sein Grad beruht.',
    level: 'Befund in diesem Segment wählen.',
    grade: 'Ihr Grad',
    model: 'Modell',
    confirm: 'Bestätigen',
    notAssessed: 'Nicht beurteilt',
    withdraw: 'Aufheben',
    note: 'Notiz',
    notePlaceholder: 'Ihre Notiz zu diesem Feld',
    evidence: 'Was das Netz erhielt. Zu diesem Bild.',
    readOn: (name: string, index: number, count: number) => `${name}, Bild ${index} von ${count}`,
    readOnUnknown: 'Ein Bild, das nicht gezeigt wird',
    uncertain: (threshold: string) =>
      `Das Modell enthält sich: Es schlägt hier erst ab ${threshold} einen Grad vor. Jeder Befund hat eine eigene Schwelle, bestimmt an Validierungspatienten. Entscheiden Sie mit 1, 2, 3 oder 0.`,
    byModel: 'Vorschlag des Modells, noch nicht geprüft',
    byReader: (time: string) => `Entschieden um ${time}`,
    byAnother: (by: string) => `Entschieden von ${by}`,
    measures: 'Messwerte in diesem Segment',
  },

  profile: { label: 'Wirbelsäulenprofil', none: 'Keine Messwerte zu dieser Untersuchung' },

  status: {
    progress: 'Fortschritt',
    cancel: 'Abbrechen',
    opening: (done: number, found: number, volume: string, perSecond: number) =>
      found === 0
        ? 'Dateien werden gesucht'
        : `Header: ${done} von ${found} Dateien, ${volume}${perSecond > 0 ? `, ${perSecond} Dateien/s` : ''}`,
    stages: {
      'loading-pack': 'Modell wird geladen',
      compiling: 'Modell wird vorbereitet',
      locating: 'Segmente werden gesucht',
      grading: 'Graduierung',
      measuring: 'Messung',
    } satisfies Record<AnalysisStage, string>,
    step: (done: number, of: number) => (of > 1 ? `${done} von ${of}` : ''),
    backends: { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' },
    engineIdle: 'Engine nicht gestartet',
    engineStarting: 'Engine startet',
    engineFailed: 'Keine Engine',
    noPack: 'kein Paket',
    requests: (n: number) => `Anfragen seit Start: ${n}`,
    requestsExplained: (own: number) =>
      `Anfragen an jede andere Adresse, seit diese Seite geöffnet wurde. Programm und Modelle der Seite selbst (${own}) kamen von dort, wo sie liegt.`,
    saving: 'Auf diesem Rechner gesichert',
    private: 'Privat: nichts wird gesichert',
    notKept: 'Nicht gesichert',
  },

  earlier: {
    label: 'Frühere Befundung',
    offer: (decided: number, when: string) =>
      `Sie haben diese Untersuchung schon befundet: ${decided} von 25 Feldern entschieden, ${when}.`,
    unproven:
      'Eine ältere Version hat sie gesichert und nicht vermerkt, wessen Bilder es waren: bitte prüfen, ob es dieser Patient ist.',
    goOn: 'Fortsetzen',
    afresh: 'Neu beginnen',
  },

  exports: {
    menu: 'Export',
    kinds: {
      text: 'Text',
      pdf: 'PDF',
      csv: 'CSV',
      json: 'JSON',
      sr: 'DICOM SR',
      fhir: 'FHIR',
      'key-objects': 'DICOM-Schlüsselobjekte',
      captures: 'DICOM-Schlüsselbilder',
      all: 'Alle (ZIP)',
    },
    omit: 'Ohne Patientendaten',
    omitBySite: 'Berichte dieses Hauses nennen den Patienten nicht.',
    omitExplained: 'Lässt in jedem Format weg, wer der Patient ist',
    hidden: 'Ein Export zeigt, was das Modell sagt. Öffnen Sie zuerst den Bericht.',
    undecided: (n: number) => `${n} von 25 Feldern nicht von einem Befunder entschieden.`,
    unnamed: 'Kein Befunder ist genannt.',
    anyway: 'Trotzdem exportieren',
    back: 'Zurück',
    writing: (format: string) => `${format} wird geschrieben`,
    notYet: 'Der Export ist bereit, sobald die Analyse abgeschlossen ist',
  },

  notices: {
    copy: 'Meldungen kopieren',
    copied: 'Kopiert',
    helpdesk: (contact: string) => `Hilfe: ${contact}`,
    copyRefused: 'Der Browser verweigert die Zwischenablage.',
    dismiss: 'Ausblenden',
    tryAgain: 'Noch einmal versuchen',
    more: (n: number) => `${count(n, 'Hinweis', 'Hinweise')} zu dieser Untersuchung`,
    leftOut: 'Ausgelassene Dateien',
    files: (n: number) => count(n, 'Datei', 'Dateien'),
    andMore: (n: number) => `und ${n.toLocaleString('de-DE')} weitere`,
    close: 'Schließen',
  },

  settings: {
    menu: 'Mehr',
    private: 'Privater Modus',
    privateBySite: 'Dieses Haus bewahrt auf diesem Rechner nichts von einer Studie auf.',
    privateExplained: 'Auf diesem Rechner nichts sichern',
    saved: 'Hier Befundetes',
    noneSaved: 'Auf diesem Rechner sind keine Befundungen gespeichert.',
    delete: 'Löschen',
    deleteAll: 'Alle löschen',
    unreadable: 'Nicht lesbar: beschädigt oder von einer neueren Version',
    deletedLater:
      'Gelöschte Befundungen sind in Cauda sofort weg. Der Browser kann ihre Bytes in seinen eigenen Dateien behalten, bis er sie aufräumt; wo das stört, hilft der private Modus oder ein Browserprofil auf einem verschlüsselten Datenträger.',
    model: 'Modelle',
    keys: 'Tasten',
    theKeys: 'Tasten',
    keysOnCells: 'Auf Befunden',
    keysOnImages: 'Auf Bildern',
    language: 'Sprache / Language',
    languageExplained: 'Berichte werden auf Englisch geschrieben.',
  },

  pack: {
    models: 'Modelle',
    choose: 'Modellpaket für die Analyse',
    origins: {
      site: 'von dieser Seite',
      'handed-over': 'übergeben, bis diese Seite geschlossen wird',
    } satisfies Record<OfferedPack['origin'], string>,
    bring: 'Ordner oder ZIP eines eigenen Pakets irgendwo auf dieser Seite ablegen oder hier öffnen.',
    openFolder: 'Paketordner öffnen…',
    openZip: 'Paket-ZIP öffnen…',
    useDonor: (donor: string) => `Mit dem Lokalisierer von ${donor} verwenden`,
    label: 'Modellkarte',
    none: 'Das Modellpaket konnte nicht gelesen werden.',
    licence: 'Lizenz',
    trainedOn: 'Trainiert mit',
    measured: 'Gemessen an Patienten außerhalb des Trainings',
    size: 'Größe',
    dataset: (name: string, patients: number, images: number) =>
      `${name} (${patients} Patienten, ${images} Bilder)`,
    columns: {
      task: 'Aufgabe',
      metric: 'Maß',
      value: 'Wert',
      interval: '95-%-Intervall',
      n: 'n',
      data: 'Daten',
    },
  },
} as const
