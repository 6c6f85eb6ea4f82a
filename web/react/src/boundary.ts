import { Component, createElement, type ErrorInfo, type ReactNode } from "react";

export interface KeelBoundaryProps {
  readonly children?: ReactNode;
  readonly fallback?: (error: Error, tryAgain: () => void) => ReactNode;
  readonly onError?: (error: Error, info: ErrorInfo) => void;
}

/** Shows a message in place of a part that failed to render. What was saved is in the outbox, and nothing of it is lost. */
export class KeelBoundary extends Component<KeelBoundaryProps, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    this.props.onError?.(error, info);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const tryAgain = () => this.setState({ error: undefined });
    if (this.props.fallback) return this.props.fallback(error, tryAgain);
    return createElement(
      "div",
      { role: "alert", className: "keel-boundary" },
      createElement("p", null, "Something went wrong while showing this part. Your saved changes are safe."),
      createElement("button", { type: "button", onClick: tryAgain }, "Try again"),
    );
  }
}
