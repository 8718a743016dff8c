import sharp from 'sharp'
import type { ImagePixels } from '../../src/domain/study.ts'

/** The channels of a WebP or PNG picture, each as an image of 8-bit grey values. */
export async function readPicture(path: string): Promise<readonly ImagePixels[]> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
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
