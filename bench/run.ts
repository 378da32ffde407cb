/**
 * `npm run bench`: what the app costs at two numbers of users, and how the kit stands beside what
 * one would have without it. Ratios are what to look at; times depend on the machine.
 * `npm run bench -- --help` names the options.
 */
import { newSecrets } from "../sandbox/world/variables";
import type { Bench } from "./bench";
import { compareHandlers } from "./burst";
import { deliverySigner } from "./deliveries";
import { compareLoads } from "./load";
import { readOptions, type Options, type Part } from "./options";
import { measureLatency } from "./latency";
import { measurePhoto } from "./photo";
import type { PartReport } from "./report";
import { compareCrowds } from "./sections";
import { measureSize } from "./size";

/** What is measured beside something else, and not at two numbers of users. */
const COMPARISONS: readonly {
  readonly part: Part;
  readonly measure: (bench: Bench, options: Options) => Promise<PartReport>;
}[] = [
  { part: "burst", measure: (bench, { burst }) => compareHandlers(bench, burst) },
  { part: "load", measure: (bench, { load }) => compareLoads(bench, load) },
  { part: "size", measure: measureSize },
  { part: "photo", measure: (_, { photos }) => measurePhoto(photos) },
  { part: "latency", measure: (_, { slowSaves }) => measureLatency(slowSaves) },
];

const options = readOptions(process.argv.slice(2));
if (options !== null) process.exitCode = await run(options);

/** Prints all that is asked for; answers with the exit code: 1 when something must not be. */
async function run(options: Options): Promise<0 | 1> {
  const secrets = newSecrets();
  const bench = { secrets, sign: deliverySigner(secrets) };
  const complaints = print(await compareCrowds(bench, options));
  for (const { part, measure } of COMPARISONS) {
    if (options.parts.has(part)) complaints.push(...print(await measure(bench, options)));
  }
  for (const complaint of complaints) console.log(complaint);
  return complaints.length === 0 ? 0 : 1;
}

/** Answers with the complaints, which come at the very end. */
function print(report: PartReport | null): string[] {
  if (report === null) return [];
  for (const table of report.tables) console.log(`\n${table}`);
  console.log(`\n${report.notes.join("\n")}`);
  return [...report.complaints];
}
