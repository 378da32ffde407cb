import type { Bench } from "../bench";
import type { Options, Part, Plan } from "../options";
import { grownLines, sizesTable, tooLargeLines, type Measured, type PartReport } from "../report";
import { convexTest } from "../targets/convexTest";
import { localEngine } from "../targets/localEngine";
import type { TargetKind } from "../targets/target";
import { measureDashboard } from "../dashboard";
import { measureReads } from "./reads";
import { measureSave } from "./save";
import { measureScan } from "./scan";
import type { Figure, Section } from "./section";
import { openSite } from "./site";
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
  // The last one, because it fills the tables with much more.
  {
    part: "dashboard",
    title: "The dashboard's first data, documents",
    measure: measureDashboard,
    baseline: false,
  },
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
    if (grown.length > 0) {
      complaints.push(`${title} costs more with more users: ${grown.join(", ")}. It must not.`);
    }
    const tooLarge = measured.flatMap(tooLargeLines);
    if (tooLarge.length > 0) complaints.push(`${title} is too much: ${tooLarge.join(", ")}.`);
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
  bench: Bench,
  kind: TargetKind,
  plan: Plan,
  users: number,
  sections: readonly SectionOfTable[],
): Promise<Map<Part, Figure[]>> {
  console.log(`${kind.name}, ${users.toLocaleString("en")} users …`);
  const { site, close } = await openSite(bench, kind, users);
  try {
    const figures = new Map<Part, Figure[]>();
    for (const { part, measure } of sections) figures.set(part, await measure(site, plan));
    return figures;
  } finally {
    await close();
  }
}
