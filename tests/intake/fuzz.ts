/**
 * The long run: npx tsx tests/intake/fuzz.ts [FILES] [SEED]. Mutates the corpus beside the project, or simulated files where it
 * is absent, and stops at the first broken promise with the seed that repeats it.
 */
import { hostileSeeds } from './hostile-seeds.ts'
import { mutate, seeded } from './mutate.ts'
import { readHostile } from './read-hostile.ts'

const [files = '200000', seed = '1'] = process.argv.slice(2)
const seeds = hostileSeeds()
const counts = { opened: 0, diagnosed: 0 }
for (let number = 0; number < Number(files); number++) {
  const random = seeded(Number(seed) + number)
  const original = seeds[Math.floor(random() * seeds.length)]!
  try {
    counts[await readHostile(mutate(original.bytes, random))] += 1
  } catch (error) {
    console.error(`seed ${Number(seed) + number}, from ${original.path}`)
    throw error
  }
  if (number % 5000 === 4999) console.info(number + 1, counts, process.memoryUsage().rss >> 20, 'MB')
}
