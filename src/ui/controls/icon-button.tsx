import type { ComponentProps } from 'react'

type IconButtonProps = Omit<ComponentProps<'button'>, 'type' | 'title' | 'aria-label'> & {
  readonly label: string
  /** What the pointer that rests on it is told, where that is more than the label. */
  readonly explanation?: string
}

/** A button that shows a drawing: its words are for those who do not see it, and for the pointer. */
export function IconButton({ label, explanation = label, ...rest }: IconButtonProps) {
  return <button type="button" className="tool-button" aria-label={label} title={explanation} {...rest} />
}
