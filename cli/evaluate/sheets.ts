import { join } from 'node:path'
import sharp from 'sharp'
import { CONDITIONS } from '../../src/domain/condition.ts'
import type { Condition } from '../../src/domain/condition.ts'
import type { PatientPoint } from '../../src/domain/geometry.ts'
import { asRead } from '../../src/domain/finding.ts'
import type { Analysis, EvidenceCrop, Finding, LocatedLevel } from '../../src/domain/finding.ts'
import { patientToImage } from '../../src/domain/image-geometry.ts'
import { LEVEL_NAMES, LEVELS } from '../../src/domain/level.ts'
import { GRADE_NAMES, likeliestGrade } from '../../src/domain/severity.ts'
import type { Study, StudyImage } from '../../src/domain/study.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import type { PhantomOptions } from '../../src/phantom/phantom-options.ts'
import type { PhantomTruth } from '../../src/phantom/phantom-truth.ts'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'
import { renderGrey } from '../../src/viewer/render-grey.ts'
import { createStudyAnalyser } from '../../src/pipeline/study-analyser.ts'
import { createStudyReader } from '../../src/pipeline/study-reader.ts'
import { codecs } from '../node-codecs.ts'
import { diskPack, WASM_FOLDER } from '../node-pack.ts'

/** Severity that the sheets show: one level of each grade at least. */
const SIMULATED: PhantomOptions = {
  seed: 5,
  grades: {
    'l3_l4/spinal_canal_stenosis': 'moderate',
    'l3_l4/left_neural_foraminal_narrowing': 'moderate',
    'l4_l5/spinal_canal_stenosis': 'severe',
    'l4_l5/right_subarticular_stenosis': 'severe',
    'l5_s1/right_neural_foraminal_narrowing': 'severe',
  },
}
const TILE = { width: 176, image: 112, text: 40 }
const MARGIN = { left: 64, top: 40 }
const ZOOM = 2
const TRUTH_COLOUR = '#7fd1ae'
const FOUND_COLOUR = '#f2a65a'
const WEBP = { quality: 80 }

/**
 * Draws what a pack sees and says on the simulated study: `discs-found.webp`, the levels that it found beside the true
 * ones, and `regions-graded.webp`, every region that a network was given with the true and the proposed grade. Simulated,
 * since pixels of real patients may not be shown here. Returns why not, where the study cannot be analysed.
 */
export async function drawSheets(packs: string, pack: string, out: string): Promise<string | undefined> {
  const { signal } = new AbortController()
  const { files, truth } = simulateStudy(SIMULATED)
  const reader = createStudyReader(codecs, () => performance.now())
  const sources = files.map(({ path, bytes }) => bytesSource(path, bytes))
  const opened = await reader.open(signal, sources, () => undefined)
  if (!opened.ok) return opened.diagnostic.code
  const study = opened.value.studies[0] as Study
  const analyser = createStudyAnalyser(({ key }) => diskPack(packs, key), WASM_FOLDER, 'evaluate')
  const engine = { pack: { key: pack }, preference: 'wasm' } as const
  const analysed = await analyser.analyse(
    signal,
    { study, roles: study.roles },
    engine,
    reader,
    () => undefined,
  )
  if (!analysed.ok) return analysed.diagnostic.code
  const { levels, findings } = analysed.value
  const image = imageOf(study, levels)
  const pixels = image && (await reader.pixels(signal, image.id))
  if (image && pixels?.ok) {
    const grey = renderGrey(image, pixels.value)
    await drawDiscs(join(out, 'discs-found.webp'), image, grey, levels, truth)
  }
  await drawRegions(join(out, 'regions-graded.webp'), findings, truth)
  return undefined
}

/** The image on which most levels were found. */
function imageOf(study: Study, levels: Analysis['levels']): StudyImage | undefined {
  const votes = (id: string) => levels.filter(({ imageId }) => imageId === id).length
  const images = study.stacks.flatMap((stack) => stack.images)
  return images.toSorted((a, b) => votes(b.id) - votes(a.id))[0]
}

async function drawDiscs(
  file: string,
  { geometry }: StudyImage,
  grey: Uint8ClampedArray,
  found: readonly LocatedLevel[],
  truth: PhantomTruth,
): Promise<void> {
  const { columns, rows } = geometry
  const place = (centre: PatientPoint) => {
    const [column, row] = patientToImage(geometry, centre)
    return [(column + 0.5) * ZOOM, (row + 0.5) * ZOOM] as const
  }
  const marks = [
    ...truth.levels.map(({ level, centreMm }) => {
      const [x, y] = place(centreMm)
      return `<circle cx="${x}" cy="${y}" r="9" fill="none" stroke="${TRUTH_COLOUR}" stroke-width="2"/>${label(x - 76, y, LEVEL_NAMES[level], TRUTH_COLOUR, 'end')}`
    }),
    ...found.map(({ level, centre, confidence, boxPx: [left, top, width, height] }) => {
      const [x, y] = place(centre)
      const box = `<rect x="${left * ZOOM}" y="${top * ZOOM}" width="${width * ZOOM}" height="${height * ZOOM}" fill="none" stroke="${FOUND_COLOUR}"/>`
      return `${box}<circle cx="${x}" cy="${y}" r="3" fill="${FOUND_COLOUR}"/>${label(x + 130, y, `${LEVEL_NAMES[level]} ${(100 * confidence).toFixed(0)} %`, FOUND_COLOUR, 'start')}`
    }),
    label(8, 18, 'true', TRUTH_COLOUR, 'start'),
    label(44, 18, 'found, with confidence; simulated study', FOUND_COLOUR, 'start'),
  ]
  const picture = sharp(grey, { raw: { width: columns, height: rows, channels: 1 } }).resize(columns * ZOOM)
  await picture
    .toColourspace('srgb')
    .composite([{ input: Buffer.from(svg(columns * ZOOM, rows * ZOOM, marks)), left: 0, top: 0 }])
    .webp(WEBP)
    .toFile(file)
}

async function drawRegions(file: string, findings: readonly Finding[], truth: PhantomTruth): Promise<void> {
  const width = MARGIN.left + TILE.width * CONDITIONS.length
  const height = MARGIN.top + (TILE.image + TILE.text) * LEVELS.length
  const words: string[] = CONDITIONS.map((condition, column) =>
    label(MARGIN.left + (column + 0.5) * TILE.width, 24, shortName(condition), '#ddd', 'middle'),
  )
  const crops: { input: Buffer; left: number; top: number }[] = []
  for (const [row, level] of LEVELS.entries()) {
    const top = MARGIN.top + row * (TILE.image + TILE.text)
    words.push(label(8, top + TILE.image / 2, LEVEL_NAMES[level], '#ddd', 'start'))
    for (const [column, condition] of CONDITIONS.entries()) {
      const finding = findings.find((one) => one.level === level && one.condition === condition)
      const middle = MARGIN.left + (column + 0.5) * TILE.width
      const trueGrade = truth.levels.find((one) => one.level === level)?.grades[condition]
      words.push(
        label(
          middle,
          top + TILE.image + 12,
          `true ${GRADE_NAMES[trueGrade ?? 'normal_mild']}`,
          TRUTH_COLOUR,
          'middle',
        ),
      )
      words.push(label(middle, top + TILE.image + 25, said(finding), FOUND_COLOUR, 'middle'))
      const read = asRead(finding?.assessment)
      if (read === undefined) continue
      const input = await tile(read.evidence.crop)
      const { width: drawn } = await sharp(input).metadata()
      crops.push({ input, left: Math.round(middle - drawn / 2), top })
    }
  }
  await sharp({ create: { width, height, channels: 3, background: '#15181c' } })
    .composite([...crops, { input: Buffer.from(svg(width, height, words)), left: 0, top: 0 }])
    .webp(WEBP)
    .toFile(file)
}

function tile({ columns, rows, grey }: EvidenceCrop): Promise<Buffer> {
  return sharp(grey, { raw: { width: columns, height: rows, channels: 1 } })
    .resize({ width: TILE.width - 24, height: TILE.image - 4, fit: 'inside' })
    .png()
    .toBuffer()
}

function said(finding: Finding | undefined): string {
  const read = asRead(finding?.assessment)
  if (read === undefined) return 'not assessed'
  const likeliest = likeliestGrade(read.probabilities)
  const share = (100 * read.probabilities[likeliest]).toFixed(0)
  return `${read.kind === 'uncertain' ? 'uncertain, ' : ''}${GRADE_NAMES[likeliest]} ${share} %`
}

function shortName(condition: Condition): string {
  return condition.replaceAll('_', ' ').replace('neural foraminal', 'foraminal').replace('spinal ', '')
}

function label(x: number, y: number, words: string, colour: string, anchor: string): string {
  return `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" fill="${colour}" text-anchor="${anchor}" stroke="#000" stroke-width="2.5" paint-order="stroke">${words}</text>`
}

function svg(width: number, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">${parts.join('')}</svg>`
}
