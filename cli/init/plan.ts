import type { Change, Files } from "../files";
import { readModule, type Module } from "../source/module";
import { copiesFor, FOLDER, tablesOf, type Renamed } from "./copy";
import { editAuthConfig } from "./edits/authConfig";
import { editConvexConfig } from "./edits/convexConfig";
import { editCrons } from "./edits/crons";
import type { Edit } from "./edits/edit";
import { editHttp, isWebhookPathTaken, ownHandlerPath } from "./edits/http";
import { editSchema, namedTables } from "./edits/schema";
import { HOOK, hookFor } from "./hook";
import { digestOf, manifestText, readManifest } from "./manifest";
import { readOwnUsers } from "./ownUsers";

/** What init would do to an app. */
export interface Plan {
  /** The kit's own files: new, brought up to date, or no longer there. */
  readonly copies: readonly Change[];
  /** Files of the app's that get something added. */
  readonly edits: readonly Change[];
  /** Files of the kit's that the developer has changed: they stay as they are. */
  readonly kept: readonly Kept[];
  /** What cannot be done from here; whole sentences. */
  readonly byHand: readonly string[];
  /** Where the app takes in Clerk's events itself, when that stays. */
  readonly ownHandler: string | null;
  /** The table that holds the kit's profiles, and the app's own one that is kept in step. */
  readonly tables: { readonly profiles: string; readonly mapped: string | null };
  /** The manifest's text once these changes of copies are made, whichever they are. */
  manifestAfter(made: readonly Change[]): string;
}

/** A file of the kit's that is not as init wrote it. */
export interface Kept {
  readonly path: string;
  /** As it is, and as init would write it. */
  readonly now: string;
  readonly ours: string;
  /** The kit's has changed as well since it was copied. */
  readonly isOutdated: boolean;
}

export interface PlanOptions {
  /** Lets the kit answer where the app's own handler of Clerk's events does now. */
  readonly replaceHandler?: boolean;
}

/**
 * Compares an app's `convex/` folder with what it needs. Pure: reads nothing and writes nothing.
 *
 * @throws when init's manifest is there and cannot be read
 */
export function planInit(app: Files, kit: Files, options: PlanOptions = {}): Plan {
  const manifest = readManifest(app);
  const schema = schemaOf(app);
  const renamed = manifest?.renamed ?? newNames(tablesOf(kit), schema);
  const profiles = renamed.users ?? "users";
  // Once it is there the hook is the app's, whoever wrote it.
  const hookThere = app.get(`${FOLDER}/${HOOK}`);
  const isMapped = profiles !== "users" && hookThere === undefined;
  const hook = isMapped ? ownHook(app, kit, schema) : null;

  const wanted = new Map(copiesFor(kit, renamed));
  const hookText = hookThere ?? hook?.text ?? null;
  if (hookText !== null) wanted.set(`${FOLDER}/${HOOK}`, hookText);
  const { copies, kept } = compareCopies(app, wanted, manifest?.files ?? {});

  const edits = [
    editOf(app, "schema.ts", editSchema),
    editOf(app, "http.ts", (text) => editHttp(text, options)),
    editOf(app, "crons.ts", editCrons),
    editOf(app, "convex.config.ts", editConvexConfig),
    editOf(app, "auth.config.ts", editAuthConfig),
  ];
  const http = textOf(app, "http.ts");
  return {
    copies,
    edits: edits.flatMap(({ change }) => change ?? []),
    kept,
    byHand: [
      ...edits.flatMap(({ byHand }) => byHand),
      ...(hook?.byHand ?? []),
      ...sayWhatIsTaken(http, options),
      ...(manifest === null || schema === null ? [] : sayCollisions(kit, schema, renamed)),
    ],
    ownHandler: options.replaceHandler ? null : ownHandlerPath(http),
    tables: { profiles, mapped: hook?.text == null ? null : "users" },
    manifestAfter: (made) => {
      const isMade = new Set(made.map(({ path }) => path));
      const digests: Record<string, string> = {};
      for (const [path, text] of wanted) {
        const now = app.get(path);
        const isAsWanted = now !== undefined && digestOf(now) === digestOf(text);
        const digest = isAsWanted || isMade.has(path) ? digestOf(text) : manifest?.files[path];
        if (digest !== undefined) digests[path] = digest;
      }
      return manifestText(renamed, digests);
    },
  };
}

function editOf(
  app: Files,
  usual: string,
  edit: (text: string | null) => Edit,
): { change: Change | null; byHand: readonly string[] } {
  const path = pathOf(app, usual);
  const before = app.get(path) ?? null;
  const { text: after, byHand } = edit(before);
  return { change: after === null ? null : { path, before, after }, byHand };
}

/** A file's name in this app, which may be written in JavaScript. */
function pathOf(app: Files, usual: string): string {
  const inJavaScript = usual.replace(/\.ts$/, ".js");
  return app.has(inJavaScript) ? inJavaScript : usual;
}

function textOf(app: Files, usual: string): string | null {
  return app.get(pathOf(app, usual)) ?? null;
}

function compareCopies(
  app: Files,
  wanted: Files,
  written: Readonly<Record<string, string>>,
): { copies: Change[]; kept: Kept[] } {
  const copies: Change[] = [];
  const kept: Kept[] = [];
  for (const [path, ours] of wanted) {
    const now = app.get(path) ?? null;
    if (now !== null && digestOf(now) === digestOf(ours)) continue;
    if (now === null || digestOf(now) === written[path]) {
      copies.push({ path, before: now, after: ours });
    } else {
      kept.push({ path, now, ours, isOutdated: digestOf(ours) !== written[path] });
    }
  }
  for (const [path, digest] of Object.entries(written)) {
    const now = app.get(path) ?? null;
    if (now === null || wanted.has(path)) continue;
    if (digestOf(now) === digest) copies.push({ path, before: now, after: null });
    else kept.push({ path, now, ours: "", isOutdated: true });
  }
  return { copies, kept };
}

function schemaOf(app: Files): Module | null {
  const text = textOf(app, "schema.ts");
  if (text === null) return null;
  try {
    return readModule(text);
  } catch {
    // Said where it would be edited.
    return null;
  }
}

/** Names for those tables of the kit's whose own are taken in this app. */
function newNames(tables: readonly string[], schema: Module | null): Renamed {
  const { names, hasSpread } = schema === null ? NO_TABLES : namedTables(schema);
  const taken = new Set(names);
  const renamed: Record<string, string> = {};
  for (const table of tables) {
    // A table of people is what spreads bring most often, and what they bring is not seen here.
    const isFree = !taken.has(table) && !(table === "users" && hasSpread);
    if (isFree) continue;
    const wishes = [...(table === "users" ? ["profiles"] : []), prefixed(table)];
    renamed[table] = wishes.find((wish) => !taken.has(wish)) ?? `${prefixed(table)}2`;
  }
  return renamed;
}

const NO_TABLES = { names: [], hasSpread: false };

function prefixed(table: string): string {
  return `${FOLDER}${table[0]?.toUpperCase()}${table.slice(1)}`;
}

/** The hook that keeps the app's own table of people in step, or what to do when there is none. */
function ownHook(
  app: Files,
  kit: Files,
  schema: Module | null,
): { text: string | null; byHand: string[] } {
  const own = schema === null ? null : readOwnUsers(schema, "users");
  if (own === null) {
    const advice = `If rows of your table "users" are to follow people's profiles, say how in ${FOLDER}/${HOOK}: no index of it on Clerk's user id was found in schema.ts.`;
    return { text: null, byHand: [advice] };
  }
  const deletes = Array.from(app.entries()).some(
    ([path, text]) => !path.startsWith(`${FOLDER}/`) && /user\.deleted/.test(text),
  );
  const text = hookFor(own, kit.get(HOOK) ?? "", deletes);
  if (own.unknown.length === 0) return { text, byHand: [] };
  const advice = `Rows of your table "users" need ${own.unknown.join(", ")}, which Clerk does not tell: ${FOLDER}/${HOOK} changes the rows that are there and inserts none until you say what to begin with.`;
  return { text, byHand: [advice] };
}

function sayWhatIsTaken(http: string | null, { replaceHandler }: PlanOptions): string[] {
  if (http === null || !isWebhookPathTaken(http) || replaceHandler) return [];
  return [
    `http.ts: your app answers at /clerk/webhook itself. Give addClerkSyncRoutes another webhookPath, or run this with --replace-handler.`,
  ];
}

/** Later, a table's name is not changed any more: its rows would stay behind. */
function sayCollisions(kit: Files, schema: Module, renamed: Renamed): string[] {
  const kits = new Set(tablesOf(kit).map((table) => renamed[table] ?? table));
  const both = namedTables(schema).names.filter((name) => kits.has(name));
  return both.map(
    (name) => `schema.ts: "${name}" is a table of the kit's. Call yours another name.`,
  );
}

/** Whether there is nothing to do. */
export function isDone({ copies, edits }: Pick<Plan, "copies" | "edits">): boolean {
  return copies.length === 0 && edits.length === 0;
}
