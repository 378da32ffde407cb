import { confirm, isCancel } from "@clack/prompts";
import { styleText } from "node:util";

/** Where a command speaks and asks; tests have their own. */
export interface Terminal {
  readonly say: (text: string) => void;
  /** @throws {Cancelled} when the question is left with Ctrl-C */
  readonly ask: (question: string) => Promise<boolean>;
  /** Whether somebody is there to be asked. */
  readonly isInteractive: boolean;
  readonly paint: (style: Style, text: string) => string;
}

export type Style = "green" | "red" | "yellow" | "bold" | "dim";

/** The developer does not want to go on. */
export class Cancelled extends Error {}

/** What a command cannot go on from; its message says what to do. */
export class UsageError extends Error {}

export const terminal: Terminal = {
  say: (text) => console.log(text),
  ask: async (question) => {
    const answer = await confirm({ message: question });
    if (isCancel(answer)) throw new Cancelled("Stopped. What was written so far stays.");
    return answer;
  },
  isInteractive: process.stdin.isTTY && process.stdout.isTTY,
  paint: (style, text) => (process.stdout.isTTY ? styleText(style, text) : text),
};
