import { valueCode, type OwnUsers } from "./ownUsers";

/** Where the hook lies, in the kit's folder. */
export const HOOK = "onProfileChanged.ts";

/**
 * The app's version of the kit's hook: keeps the rows of its own table of people in step.
 *
 * @param kitHook the kit's own, from which the type of a change is taken over
 * @param deletes whether the app has deleted its row of a person whom Clerk has deleted
 */
export function hookFor(own: OwnUsers, kitHook: string, deletes: boolean): string {
  const type = /\/\*\* How a person's[^]*?\n}\n/.exec(kitHook)?.[0];
  if (type === undefined) throw new Error(`The kit's ${HOOK} has another form than is known.`);
  const body = [findRow(own), whenDeleted(own, deletes), storeRow(own)].join("\n");
  const usesName = body.includes("displayName(");
  return `import type { MutationCtx } from "../_generated/server";
import type { ProfileRow } from "./lib/people";
${usesName ? 'import { displayName } from "./model/names";\n' : ""}
${type}
/**
 * Keeps this app's own table "${own.table}" in step with people's profiles. A person's row is found by
 * the index "${own.id.index}" and keeps its _id, so what refers to it stays whole. Runs in the
 * transaction that has stored or deleted the profile: when this throws, neither is written.
 */
export async function onProfileChanged(
  ctx: MutationCtx,
  { externalId, after }: ProfileChange,
): Promise<void> {
${body}}
`;
}

function findRow({ table, id }: OwnUsers): string {
  const token =
    id.kind === "token"
      ? `  const ${id.field} = \`\${process.env.CLERK_JWT_ISSUER_DOMAIN}|\${externalId}\`;\n`
      : "";
  const value = id.kind === "token" ? id.field : "externalId";
  return `${token}  const row = await ctx.db
    .query("${table}")
    .withIndex("${id.index}", (q) => q.eq("${id.field}", ${value}))
    .unique();
`;
}

function whenDeleted({ table }: OwnUsers, deletes: boolean): string {
  return deletes
    ? `  if (after === null) {
    // As this app has done so far when Clerk deleted somebody. Without this line the row stays.
    if (row !== null) await ctx.db.delete("${table}", row._id);
    return;
  }
`
    : `  // Clerk has deleted this person. The row stays, for this app to decide about.
  if (after === null) return;
`;
}

function storeRow({ table, id, texts, unknown }: OwnUsers): string {
  const own =
    id.kind === "token" || id.field === "externalId" ? id.field : `${id.field}: externalId`;
  if (Object.keys(texts).length === 0) {
    return unknown.length > 0
      ? sayUnknown(unknown)
      : `  if (row === null) await ctx.db.insert("${table}", { ${own} });\n`;
  }
  const insert =
    unknown.length > 0
      ? `${sayUnknown(unknown)}  if (row === null) return;\n`
      : `  if (row === null) {
    await ctx.db.insert("${table}", { ${own}, ...values });
    return;
  }
`;
  return valuesOf(texts) + insert + changeRow(table);
}

function sayUnknown(unknown: OwnUsers["unknown"]): string {
  return `  // A new row also needs ${unknown.join(", ")}: insert one here once you know what they begin with.\n`;
}

function valuesOf(texts: OwnUsers["texts"]): string {
  const entries = Object.entries(texts).map(
    ([name, shape]) => `    ${name}: ${valueCode(name, shape)},\n`,
  );
  return `  const values = {\n${entries.join("")}  };\n`;
}

function changeRow(table: string): string {
  return `  // Whoever reads the row need not hear of what it does not hold.
  const isSame = (Object.keys(values) as (keyof typeof values)[]).every(
    (key) => row[key] === values[key],
  );
  if (!isSame) await ctx.db.patch("${table}", row._id, values);
`;
}
