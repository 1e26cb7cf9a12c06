import { Component } from 'react';
import type { ReactNode } from 'react';
import { codedError } from '../../domain/result.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';

interface CrashState {
  readonly message: string | null;
}

/** A fault in one screen leaves the others, the plan and its saved edits alone. */
export class Crash extends Component<{ readonly what: string; readonly children: ReactNode }, CrashState> {
  override state: CrashState = { message: null };

  static getDerivedStateFromError(cause: unknown): CrashState {
    return { message: cause instanceof Error ? cause.message : String(cause) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    const error = codedError(
      'SCREEN_FAILED',
      `Everything saved is safe. The screen said: ${this.state.message}. Show it again, or go to another step.`,
    );
    return (
      <div className="app-centre">
        <ErrorNotice
          title={`${this.props.what} stopped working`}
          errors={[error]}
          actions={<Button onPress={() => this.setState({ message: null })}>Show it again</Button>}
        />
      </div>
    );
  }
}
