/**
 * `npm run bench`: what the app costs at two numbers of users, and how it stands a burst of
 * webhooks beside the plain handler. Ratios are what to look at; times depend on the machine.
 * `npm run bench -- --help` names the options.
 */
import { newSecrets } from "../sandbox/world/variables";
import { measureBurst } from "./burst/burst";
import { kit, plainHandler, type Handler } from "./burst/handlers";
import { EVENTS_PER_PERSON } from "./burst/histories";
import { deliverySigner } from "./deliveries";
import { SEED_BATCH } from "./functions";
import { loadKit, WEBHOOK_PATH } from "./kit";
import { readOptions, type BurstPlan, type Options, type Part, type Plan } from "./options";
import { openPeople } from "./people";
import { burstTable, grownLines, sizesTable, type Measured } from "./report";
import { measureReads } from "./sections/reads";
import { measureSave } from "./sections/save";
import { measureScan } from "./sections/scan";
import type { Figure, Section, Site } from "./sections/section";
import { measureWebhook } from "./sections/webhook";
import { convexTest } from "./targets/convexTest";
import { localEngine } from "./targets/localEngine";
import type { TargetKind } from "./targets/target";

interface SectionOfTable {
  readonly part: Part;
  readonly title: string;
  readonly measure: Section;
  /** Whether convex-test is measured as well. */
  readonly baseline: boolean;
}

const SECTIONS: readonly SectionOfTable[] = [
  { part: "reads", title: "Reading", measure: measureReads, baseline: true },
  { part: "webhook", title: "A webhook", measure: measureWebhook, baseline: true },
  { part: "save", title: "A save, with Clerk's echo", measure: measureSave, baseline: false },
  { part: "scan", title: "A scanned user, equal", measure: measureScan, baseline: false },
];

const secrets = newSecrets();
const sign = deliverySigner(secrets);
const options = readOptions(process.argv.slice(2));
if (options !== null) {
  const complaints = [...(await compareSizes(options)), ...(await compareHandlers(options))];
  for (const complaint of complaints) console.log(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}

/** Prints the tables of two numbers of users; answers with what must not be. */
async function compareSizes({ parts, sizes, plan, baselinePlan }: Options): Promise<string[]> {
  const sections = SECTIONS.filter(({ part }) => parts.has(part));
  if (sections.length === 0) return [];
  const local = await measureSizes(localEngine, plan, sizes, sections);
  const compared = sections.filter(({ baseline }) => baseline);
  const reference = await measureSizes(convexTest, baselinePlan, sizes, compared);

  const complaints: string[] = [];
  for (const { part, title } of sections) {
    const measured = [local, reference].flatMap((both) => both.get(part) ?? []);
    console.log(`\n${sizesTable(title, sizes, measured)}`);
    const grown = measured.flatMap(grownLines);
    if (grown.length === 0) continue;
    complaints.push(`${title} costs more with more users: ${grown.join(", ")}. It must not.`);
  }
  console.log("\nlocal engine: LMDB on disk, webhooks over HTTP. convex-test: in memory, no HTTP.");
  if (complaints.length === 0) console.log("All costs the same documents at both sizes.");
  return complaints;
}

async function measureSizes(
  kind: TargetKind,
  plan: Plan,
  [few, many]: Options["sizes"],
  sections: readonly SectionOfTable[],
): Promise<Map<Part, Measured>> {
  if (sections.length === 0) return new Map();
  const small = await measureSize(kind, plan, few, sections);
  const large = await measureSize(kind, plan, many, sections);
  return new Map(
    sections.map(({ part }) => [
      part,
      { name: kind.name, small: small.get(part) ?? [], large: large.get(part) ?? [] },
    ]),
  );
}

async function measureSize(
  kind: TargetKind,
  plan: Plan,
  users: number,
  sections: readonly SectionOfTable[],
): Promise<Map<Part, Figure[]>> {
  console.log(`${kind.name}, ${users.toLocaleString("en")} users …`);
  const people = await openPeople(users, secrets);
  const target = await kind.open({ app: await loadKit(), webhookPath: WEBHOOK_PATH });
  try {
    const site = { target, people, sign };
    await seed(site);
    const figures = new Map<Part, Figure[]>();
    for (const { part, measure } of sections) figures.set(part, await measure(site, plan));
    return figures;
  } finally {
    await target.close();
    await people.close();
  }
}

async function seed({ target, people }: Site): Promise<void> {
  for (let from = 0; from < people.users.length; from += SEED_BATCH) {
    await target.mutation("bench:seed", { users: people.users.slice(from, from + SEED_BATCH) });
  }
}

/** Prints how the burst went with both handlers; answers with what must not be. */
async function compareHandlers({ parts, burst }: Options): Promise<string[]> {
  if (!parts.has("burst")) return [];
  const plain = await measureHandler(plainHandler, burst);
  const ours = await measureHandler(kit, burst);
  console.log(`\n${burstTable("A burst of webhooks", ours, plain)}`);
  console.log(
    `\nHistories of ${EVENTS_PER_PERSON} events in random order, a tenth of the deliveries repeated, ` +
      `${burst.lanes} at a time, jobs beside them.\nplain handler: verify, insert or update; no log.`,
  );
  const { wrongPeople, wrongEvents } = ours.outcome;
  if (wrongPeople === 0 && wrongEvents === 0) return [];
  return [`The burst left ${wrongPeople} people and ${wrongEvents} events wrong. It must not.`];
}

async function measureHandler(handler: Handler, plan: BurstPlan) {
  console.log(`${handler.name}, a burst of ${plan.deliveries.runs.toLocaleString("en")} …`);
  return { name: handler.name, outcome: await measureBurst(handler, { secrets, sign }, plan) };
}
