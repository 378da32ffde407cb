import type { Addresses } from "../world/variables";

/** What `npm start` says. */

export interface Running {
  readonly app: string;
  readonly storybook: string | null;
  readonly addresses: Addresses;
  readonly dir: string;
  readonly people: number;
}

export function summary({ app, storybook, addresses, dir, people }: Running): string {
  const line = (name: string, text: string) => `  ${name.padEnd(12)}${text}`;
  return [
    "",
    "  clerk-convex-sync is running.",
    "",
    line("Dashboard", `${app}   signed in as Amara Okafor, support admin`),
    ...(storybook ? [line("Storybook", storybook)] : []),
    "",
    line(
      "Real",
      "Clerk's and Convex's client libraries, the functions of convex/, Svix signatures",
    ),
    line("Stand-ins", `Clerk's cloud    ${addresses.clerk}`),
    line("", `Convex's cloud   ${addresses.convex}, HTTP actions ${addresses.convexSite}`),
    line("People", `${people.toLocaleString("en")}, all invented; kept in ${dir}`),
    line("Variables", `${dir}/env`),
    "",
    "  Ctrl-C stops everything; the data stays. npm start -- --help lists the options.",
    "",
  ].join("\n");
}

export function takenPort(what: string, wanted: number, actual: number): string {
  return `Port ${wanted} is taken, so ${what} is at ${actual}.`;
}

/** A bar on one line when somebody watches, else a line now and then. */
export function progressPrinter(
  label: string,
  out: NodeJS.WriteStream,
): (progress: { done: number; total: number }) => void {
  const WIDTH = 30;
  let lastTenth = -1;
  return ({ done, total }) => {
    const share = total === 0 ? 1 : done / total;
    if (out.isTTY) {
      const filled = Math.round(share * WIDTH);
      const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
      out.write(`\r  ${label} ${bar} ${done} of ${total}${done === total ? "\n" : ""}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === lastTenth) return;
    lastTenth = tenth;
    out.write(`  ${label}: ${done} of ${total}\n`);
  };
}
