import { existsSync } from 'node:fs'
import sharp from 'sharp'
import type { ImagePixels } from '../../src/domain/study.ts'
import { DataError } from './csv.ts'

/**
 * The channels of a WebP or PNG picture, each as an image of 8-bit grey values. Throws DataError `prepare.missing-image`,
 * `prepare.unreadable`.
 */
export async function readPicture(path: string): Promise<readonly ImagePixels[]> {
  if (!existsSync(path))
    throw new DataError(
      'prepare.missing-image',
      `${path} is not there; put it there, or take its rows out of the CSV`,
    )
  const picture = sharp(path).removeAlpha().raw()
  const { data, info } = await picture.toBuffer({ resolveWithObject: true }).catch((error: unknown) => {
    throw new DataError('prepare.unreadable', `${path}: ${(error as Error).message}; copy it again`)
  })
  const { width: columns, height: rows, channels } = info
  return Array.from({ length: channels }, (_, channel) => {
    const values = new Uint8Array(columns * rows)
    for (let pixel = 0; pixel < values.length; pixel++) values[pixel] = data[pixel * channels + channel] ?? 0
    return { columns, rows, data: values, slope: 1, intercept: 0, padding: undefined }
  })
}

/** The only channel of a grey picture (WebP stores grey as three equal channels). */
export async function readGreyPicture(path: string): Promise<ImagePixels> {
  const [channel] = await readPicture(path)
  if (channel === undefined) throw new Error(`${path}: a picture without channels`)
  return channel
}
