import { parseArgs } from "node:util";

export interface StartOptions {
  /** Where the sandbox keeps its data and its variables. */
  readonly dir: string;
  /** Begin anew: the old data is removed first. */
  readonly reset: boolean;
  /** How many people to seed when there are none yet. */
  readonly users: number;
  /** The app's port; 0 takes free ports for everything. */
  readonly port: number;
  readonly storybook: boolean;
  readonly help: boolean;
}

export const usage = `npm start -- [options]

  --users N        seed N people the first time (default 60; tens of thousands work)
  --reset          forget everything and seed again
  --port N         port of the app (default 5173; 0 takes free ports for everything)
  --dir PATH       where the data lives (default .sandbox)
  --no-storybook   leave Storybook out
  --help           this text
`;

export const MAX_USERS = 200_000;

/** What a person typed that cannot be understood; the message says what would be. */
export class UsageError extends Error {}

/** Reads the command line. Throws `UsageError` with one sentence on anything it does not know. */
export function readOptions(argv: readonly string[]): StartOptions {
  const { values } = parse(argv);
  return {
    dir: values.dir ?? ".sandbox",
    reset: values.reset ?? false,
    users: wholeNumber("--users", values.users ?? "60", 2, MAX_USERS),
    port: wholeNumber("--port", values.port ?? "5173", 0, 65_535),
    storybook: !(values["no-storybook"] ?? false),
    help: values.help ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        dir: { type: "string" },
        reset: { type: "boolean" },
        users: { type: "string" },
        port: { type: "string" },
        "no-storybook": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`${option} takes a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}
