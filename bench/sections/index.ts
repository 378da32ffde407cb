import type { Bench } from "../bench";
import { SEED_BATCH } from "../functions";
import { loadKit, WEBHOOK_PATH } from "../kit";
import type { Options, Part, Plan } from "../options";
import { openPeople } from "../people";
import { grownLines, sizesTable, type Measured, type PartReport } from "../report";
import { convexTest } from "../targets/convexTest";
import { localEngine } from "../targets/localEngine";
import type { TargetKind } from "../targets/target";
import { measureReads } from "./reads";
import { measureSave } from "./save";
import { measureScan } from "./scan";
import type { Figure, Section, Site } from "./section";
import { measureWebhook } from "./webhook";

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

/** What the app costs at two numbers of users; null when none of these parts is asked for. */
export async function compareCrowds(bench: Bench, options: Options): Promise<PartReport | null> {
  const { parts, sizes, plan, baselinePlan } = options;
  const sections = SECTIONS.filter(({ part }) => parts.has(part));
  if (sections.length === 0) return null;
  const local = await measureCrowds(bench, localEngine, plan, sizes, sections);
  const compared = sections.filter(({ baseline }) => baseline);
  const reference = await measureCrowds(bench, convexTest, baselinePlan, sizes, compared);

  const tables: string[] = [];
  const complaints: string[] = [];
  for (const { part, title } of sections) {
    const measured = [local, reference].flatMap((both) => both.get(part) ?? []);
    tables.push(sizesTable(title, sizes, measured));
    const grown = measured.flatMap(grownLines);
    if (grown.length === 0) continue;
    complaints.push(`${title} costs more with more users: ${grown.join(", ")}. It must not.`);
  }
  const notes = [
    "local engine: LMDB on disk, webhooks over HTTP. convex-test: in memory, no HTTP.",
  ];
  if (complaints.length === 0) notes.push("All costs the same documents at both sizes.");
  return { tables, notes, complaints };
}

async function measureCrowds(
  bench: Bench,
  kind: TargetKind,
  plan: Plan,
  [few, many]: Options["sizes"],
  sections: readonly SectionOfTable[],
): Promise<Map<Part, Measured>> {
  if (sections.length === 0) return new Map();
  const small = await measureCrowd(bench, kind, plan, few, sections);
  const large = await measureCrowd(bench, kind, plan, many, sections);
  return new Map(
    sections.map(({ part }) => [
      part,
      { name: kind.name, small: small.get(part) ?? [], large: large.get(part) ?? [] },
    ]),
  );
}

async function measureCrowd(
  { secrets, sign }: Bench,
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
