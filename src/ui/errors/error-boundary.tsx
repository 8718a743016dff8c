import { Component } from 'react'
import type { ReactNode } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { failureOf } from '../../review/failure-of.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { WORDS } from '../../words/words.ts'

type ErrorBoundaryProps = {
  readonly children: ReactNode
  readonly onBug: (error: unknown) => void
  /** Of the place where the failure stands. */
  readonly className?: string
  /** Closes what failed, where it can be closed. */
  readonly onClose?: () => void
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
    const { children, className = 'part-failure', onClose } = this.props
    if (failure === undefined) return children
    return (
      <div className={className}>
        <DiagnosticNotice diagnostic={failure}>
          <button
            type="button"
            className="button"
            data-quiet
            onClick={() => this.setState({ failure: undefined })}
          >
            {WORDS.notices.tryAgain}
          </button>
          {onClose && (
            <button type="button" className="button" data-quiet onClick={onClose}>
              {WORDS.notices.dismiss}
            </button>
          )}
        </DiagnosticNotice>
      </div>
    )
  }
}
