import { compareReadings } from '../tests/metamorphic/compare.ts'
import { openFolder, openSimulated } from '../tests/metamorphic/pixel-study.ts'
import type { PixelStudy } from '../tests/metamorphic/pixel-study.ts'
import { openReader } from '../tests/metamorphic/reader.ts'
import { NOISE, VARIANTS } from '../tests/metamorphic/variants.ts'
import { sharedData } from '../tests/shared-data.ts'
import { figure, LIMIT } from './figure.ts'
import { print, say } from './print.ts'

/** The largest change of a probability that is allowed where nothing about the patient has changed. */
const MOST_CHANGE = 0.1
/** Change of a measurement, in units of its own stated uncertainty. */
const MOST_SD = 2
/** Multiply-accumulates of all networks for one study, in thousands of millions. */
const MOST_GMAC = 3.2

const STUDIES: Readonly<Record<string, () => Promise<PixelStudy> | undefined>> = {
  'simulated 7': () => openSimulated({ seed: 7 }),
  'simulated 11, scoliotic': () => openSimulated({ seed: 11, scoliosisDegrees: 15 }),
  'real A': () => openReal('100206310'),
  'real B': () => openReal('44036939'),
}

/** The same patient in other acquisitions: what changes in the reading, study by study and variant by variant. */
export async function measureStability(): Promise<void> {
  const read = await openReader()
  for (const [name, open] of Object.entries(STUDIES)) {
    const study = await open()
    if (study === undefined) {
      say(`${name} is left out: the real studies are not beside the project`)
      continue
    }
    const plain = await read(study)
    print([figure(`${name}: networks`, 'GMAC', [plain.macs / 1e9], LIMIT, [MOST_GMAC])])
    for (const variant of [...VARIANTS, NOISE]) {
      const { analysed } = await read(variant.change(study))
      const { change, flips, lost, measuredSd } = compareReadings(plain.analysed, analysed, variant)
      const title = `${name}, ${variant.name}`
      print([
        figure(`${title}: largest change`, 'probability', [change], LIMIT, [MOST_CHANGE]),
        figure(`${title}: confident grades flipped`, 'cells', [flips.length], LIMIT, [0]),
        figure(`${title}: answers lost or gained`, 'answers', [lost.length], LIMIT, [0]),
        figure(`${title}: measurements moved`, 'uncertainties', [measuredSd], LIMIT, [MOST_SD]),
      ])
    }
  }
}

function openReal(study: string): Promise<PixelStudy> | undefined {
  const folder = sharedData('rsna-mini', 'train_images', study)
  return folder === undefined ? undefined : openFolder(folder)
}
