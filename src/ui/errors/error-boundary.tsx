import { Component } from 'react'
import type { ReactNode } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { failureOf } from '../../review/failure-of.ts'
import { FailedPart } from './failed-part.tsx'
import type { FailedPlace } from './failed-part.tsx'

type ErrorBoundaryProps = FailedPlace & {
  readonly children: ReactNode
  readonly onBug: (error: unknown) => void
}

type Failed = { readonly failure: Diagnostic | undefined }

/** Shows why a part of the page could not be drawn in its place, and leaves the rest of the page as it is. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Failed> {
  override state: Failed = { failure: undefined }

  static getDerivedStateFromError(error: unknown): Failed {
    return { failure: failureOf(error, 'review.screen-bug') }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onBug(error)
  }

  override render(): ReactNode {
    const { failure } = this.state
    const { children, className, onClose } = this.props
    if (failure === undefined) return children
    const tryAgain = () => this.setState({ failure: undefined })
    return (
      <FailedPart
        failure={failure}
        onTryAgain={tryAgain}
        {...(className !== undefined && { className })}
        {...(onClose && { onClose })}
      />
    )
  }
}
