/**
 * `npm run bench`: what the app costs, at two numbers of users, on the local engine and on
 * convex-test in the same run. Ratios are what to look at; times depend on the machine.
 * `npm run bench -- --quick` uses small numbers.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadAppFromDisk } from "../sandbox/convex/load/disk";
import type { ComponentModules } from "../sandbox/convex/types";
import { convexVariables, newSecrets, setVariables } from "../sandbox/world/variables";
import { measure, type Figures, type Plan } from "./measurements";
import { convexTest } from "./onConvexTest";
import { localEngine } from "./onLocalEngine";
import { formatNumber, formatTable } from "./table";
import type { TargetKind } from "./target";
import { webhookSigner } from "./webhooks";

const { quick } = parseArgs({ options: { quick: { type: "boolean", default: false } } }).values;

const SIZES = quick ? ([100, 1_000] as const) : ([1_000, 50_000] as const);

const PLAN: Plan = {
  reads: { runs: quick ? 50 : 300, maxMs: 3_000 },
  webhooks: { runs: quick ? 10 : 50, maxMs: 5_000 },
  burst: { runs: quick ? 200 : 2_000, maxMs: 10_000 },
  lanes: 16, // Svix sends many at a time.
};

/** It scans all documents for each query: at 50k users one webhook takes seconds. */
const BASELINE_PLAN: Plan = {
  reads: { runs: 20, maxMs: 2_000 },
  webhooks: { runs: 3, maxMs: 2_000 },
  burst: { runs: 4, maxMs: 2_000 },
  lanes: 1,
};

const ROWS: readonly (readonly [title: string, of: (figures: Figures) => number | null])[] = [
  ["indexed get, ms", (f) => f.getMs],
  ["page of 50, ms", (f) => f.pageMs],
  ["one webhook, received and applied, ms", (f) => f.webhookMs],
  ["  documents read", (f) => f.webhookReads],
  ["  documents written", (f) => f.webhookWrites],
  ["signed webhooks per second, acknowledged", (f) => f.acknowledgedPerSecond],
  ["signed webhooks per second, applied", (f) => f.appliedPerSecond],
  ["seeding, ms", (f) => f.seedMs],
];

const secrets = newSecrets();
const sign = webhookSigner(secrets.webhookSigningSecret, secrets.instanceId);
const nowhere = "http://127.0.0.1:9";
setVariables(convexVariables({ clerk: nowhere, convex: nowhere, convexSite: nowhere }, secrets));

const local = await measureBoth(localEngine, PLAN);
const baseline = await measureBoth(convexTest, BASELINE_PLAN);

console.log(`\n${report([local, baseline])}\n`);
console.log("local engine: LMDB on disk, webhooks over HTTP. convex-test: in memory, no HTTP.");
const grown = ROWS.filter(([title]) => title.includes("documents")).filter(
  ([, of]) => of(local.large) !== of(local.small),
);
if (grown.length === 0) {
  console.log("A webhook costs the same number of documents at both sizes.");
} else {
  console.log("A webhook costs more documents with more users: it must not.");
  process.exitCode = 1;
}

interface Measured {
  readonly name: string;
  readonly small: Figures;
  readonly large: Figures;
}

async function measureBoth(kind: TargetKind, plan: Plan): Promise<Measured> {
  const [small, large] = SIZES;
  return {
    name: kind.name,
    small: await measureAt(kind, plan, small),
    large: await measureAt(kind, plan, large),
  };
}

async function measureAt(kind: TargetKind, plan: Plan, users: number): Promise<Figures> {
  console.log(`${kind.name}, ${users.toLocaleString("en")} users …`);
  const target = await kind.open(await appWithBench());
  try {
    return await measure(target, users, sign, plan);
  } finally {
    await target.close();
  }
}

async function appWithBench(): Promise<ComponentModules> {
  const app = await loadAppFromDisk(fileURLToPath(new URL("../convex", import.meta.url)));
  return { ...app, modules: { ...app.modules, bench: () => import("./functions") } };
}

function report(measured: readonly Measured[]): string {
  const sizes = SIZES.map((users) => `${users / 1000}k`);
  const head = [
    "",
    ...measured.flatMap(({ name }) => [`${name} ${sizes[0]}`, `${sizes[1]}`, "ratio"]),
  ];
  const rows = ROWS.map(([title, of]) => [
    title,
    ...measured.flatMap(({ small, large }) => cells(of(small), of(large))),
  ]);
  return formatTable(head, rows);
}

function cells(small: number | null, large: number | null): string[] {
  if (small === null || large === null) return ["-", "-", "-"];
  return [formatNumber(small), formatNumber(large), `${formatNumber(large / small)} x`];
}
