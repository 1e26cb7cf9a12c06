/**
 * An answer of the advisor (ledger EXP-08): a document as data, made by a rule from the plan alone, so that the same
 * plan, policy and form give the same bytes. The screen, Markdown, the printed page and the workbook all read this.
 */
import type { Command } from '../commands/apply-command.ts';

export type QuestionId = 'accounts' | 'configurations' | 'fairness' | 'rep-plan' | 'whitespace';

/** What a figure is about; a click on it leads there. */
export type Subject =
  { readonly kind: 'account'; readonly row: number } | { readonly kind: 'territory'; readonly index: number };

export type Tone = 'good' | 'warn' | 'bad';

export interface Cell {
  readonly text: string;
  /** The figure itself, in shown units, for a spreadsheet. */
  readonly value?: number;
  readonly subject?: Subject;
  readonly tone?: Tone;
}

export interface AnswerColumn {
  readonly header: string;
  /** Figures stand on the right; prose may wrap. */
  readonly kind: 'name' | 'text' | 'figure' | 'prose';
}

export interface AnswerTable {
  readonly kind: 'table';
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Said instead of a table without rows. */
  readonly empty: string;
}

/** What answers an issue: something small to do, or why it may stay (FAI-06). Never both, never neither. */
export type Remedy =
  | {
      readonly kind: 'adjustment';
      readonly text: string;
      /** Nothing is changed by an answer; a person commits this, if she will (DOC-05). */
      readonly command: Command;
    }
  | { readonly kind: 'rationale'; readonly text: string };

export interface Issue {
  /** Reason code, stable, for lists that leave the app (EXP-07). */
  readonly code: string;
  readonly tone: 'warn' | 'bad';
  readonly subject: Subject | null;
  readonly title: string;
  /** What was found, with its figures. */
  readonly finding: string;
  readonly remedy: Remedy;
  /** What a manager can say (DOC-06). */
  readonly talkingPoints: readonly string[];
}

export type Block =
  | AnswerTable
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: Cell])[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'issues'; readonly issues: readonly Issue[]; readonly empty: string };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What the plan does not hold, what that does to the answer, and how it gets there. */
export interface Missing {
  readonly what: string;
  readonly effect: string;
  readonly doThis: string;
}

export const CONFIDENCE_LEVELS = ['low', 'medium', 'high'] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];

/** How far an answer can be leaned on, piece by piece (EXP-06). */
export interface Confidence {
  /** The weakest of the pieces. */
  readonly level: ConfidenceLevel;
  readonly pieces: readonly {
    readonly name: 'Location' | 'Data' | 'Sample';
    readonly level: ConfidenceLevel;
    readonly text: string;
  }[];
  /** Accounts this answer names that rest on weak data, ascending; the problem inbox holds them too. */
  readonly doubtful: Int32Array;
}

/** Why an answer is no black box (EXP-04): a sum or a comparison anybody can redo, with its parts. */
export interface Rule {
  readonly statement: string;
  readonly parts: readonly (readonly [name: string, how: string])[];
}

export type Source =
  | { readonly kind: 'measure'; readonly id: string; readonly label: string; readonly value: string }
  | { readonly kind: 'policy'; readonly path: string; readonly label: string; readonly value: string }
  | { readonly kind: 'data'; readonly label: string; readonly value: string };

export interface Answer {
  readonly question: QuestionId;
  readonly title: string;
  /** Plan, cycle and policy it is about. */
  readonly about: string;
  readonly verdict: { readonly tone: Tone | 'none'; readonly text: string };
  /** What somebody would say aloud, a sentence each. */
  readonly summary: readonly string[];
  readonly missing: readonly Missing[];
  readonly sections: readonly Section[];
  readonly confidence: Confidence;
  readonly rule: Rule;
  readonly sources: readonly Source[];
}
