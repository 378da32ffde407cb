import { keyOf, resolved, type Expression, type Module } from "../source/module";
import { tablesLiteral } from "./edits/schema";

/** The app's own table of people, as far as its schema tells. */
export interface OwnUsers {
  readonly table: string;
  /** The field that says who somebody is in Clerk, and the index to find them by. */
  readonly id: { readonly field: string; readonly index: string; readonly kind: "id" | "token" };
  /** Texts that the app keeps of Clerk's, by their names there. */
  readonly texts: Readonly<Record<string, FieldShape>>;
  /** Fields that every row must have and that nothing is known of. */
  readonly unknown: readonly string[];
}

export interface FieldShape {
  readonly isText: boolean;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
}

/** What fields that hold Clerk's user id are called; the one that Convex's documentation uses first. */
const ID_FIELDS = [
  "externalId",
  "external_id",
  "clerkId",
  "clerk_id",
  "clerkUserId",
  "clerk_user_id",
  "subject",
  "userId",
  "user_id",
];
/** What Convex calls the issuer and the user id in one. */
const TOKEN_FIELD = "tokenIdentifier";

/** What fields are called that hold one of the kit's, and that one as code on `after`. */
const TEXTS: Readonly<Record<string, string>> = {
  ...named("displayName(after)", ["name", "fullName", "full_name", "displayName", "display_name"]),
  ...named("after.first_name", ["firstName", "first_name", "givenName", "given_name"]),
  ...named("after.last_name", ["lastName", "last_name", "familyName", "family_name"]),
  ...named("after.username", ["username", "userName", "user_name"]),
  ...named("after.email", ["email", "emailAddress", "email_address"]),
  ...named("after.image_url", [
    ...["image", "imageUrl", "image_url", "picture", "pictureUrl", "picture_url"],
    ...["avatar", "avatarUrl", "avatar_url", "profileImageUrl", "profile_image_url"],
  ]),
};

function named(code: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, code]));
}

/** Reads the app's table of people; null when its rows cannot be found by Clerk's user id. */
export function readOwnUsers(module: Module, table: string): OwnUsers | null {
  const entry = tablesLiteral(module)?.properties.find((one) => keyOf(one) === table);
  if (entry?.type !== "ObjectProperty") return null;
  const definition = readTable(module, entry.value as Expression);
  if (definition === null) return null;
  const { fields, indexes } = definition;

  const candidates = [...ID_FIELDS, TOKEN_FIELD].flatMap((field) => {
    const index = indexes.find(({ first }) => first === field)?.name;
    return index === undefined || !fields[field]?.isText ? [] : [{ field, index }];
  });
  const [found] = candidates;
  if (found === undefined) return null;
  const texts = Object.entries(fields).filter(([name, { isText }]) => isText && name in TEXTS);
  const isKnown = (name: string) => name === found.field || texts.some(([text]) => text === name);
  return {
    table,
    id: { ...found, kind: found.field === TOKEN_FIELD ? "token" : "id" },
    texts: Object.fromEntries(texts),
    unknown: Object.keys(fields).filter((name) => !isKnown(name) && !fields[name]?.isOptional),
  };
}

interface TableShape {
  readonly fields: Readonly<Record<string, FieldShape>>;
  readonly indexes: readonly { readonly name: string; readonly first: string | null }[];
}

/** `defineTable({…}).index("…", ["…"])…` */
function readTable(module: Module, value: Expression): TableShape | null {
  const call = resolved(module, value);
  if (call.type !== "CallExpression") return null;
  const { callee, arguments: args } = call;
  if (callee.type === "Identifier" && callee.name === "defineTable") {
    const fields = args[0] && readFields(module, args[0] as Expression);
    return fields ? { fields, indexes: [] } : null;
  }
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return null;
  const table = readTable(module, callee.object);
  if (table === null || callee.property.name !== "index") return table;
  const [name, fields] = args;
  if (name?.type !== "StringLiteral" || fields?.type !== "ArrayExpression") return table;
  const [first] = fields.elements;
  const index = { name: name.value, first: first?.type === "StringLiteral" ? first.value : null };
  return { ...table, indexes: [...table.indexes, index] };
}

function readFields(module: Module, value: Expression): TableShape["fields"] | null {
  const literal = resolved(module, value);
  if (literal.type === "CallExpression") {
    const [inner] = literal.arguments;
    return inner === undefined ? null : readFields(module, inner as Expression);
  }
  if (literal.type !== "ObjectExpression") return null;
  const fields: Record<string, FieldShape> = {};
  for (const property of literal.properties) {
    const name = keyOf(property);
    // What a spread brings is not known, and a row may need it.
    if (name === null || property.type !== "ObjectProperty") return null;
    fields[name] = shapeOf(property.value as Expression);
  }
  return fields;
}

/** `v.string()`, `v.optional(…)`, `v.union(v.string(), v.null())` */
function shapeOf(validator: Expression): FieldShape {
  const other = { isText: false, isOptional: false, isNullable: false };
  if (validator.type !== "CallExpression" || validator.callee.type !== "MemberExpression") {
    return other;
  }
  const { property } = validator.callee;
  const args = validator.arguments as Expression[];
  switch (property.type === "Identifier" ? property.name : null) {
    case "string":
      return { ...other, isText: true };
    case "optional":
      return { ...(args[0] ? shapeOf(args[0]) : other), isOptional: true };
    case "nullable":
      return { ...(args[0] ? shapeOf(args[0]) : other), isNullable: true };
    case "union": {
      const isNull = (one: Expression) => /\bnull\(\)$/.test(codeName(one));
      const rest = args.filter((one) => !isNull(one)).map(shapeOf);
      return {
        isText: rest.length > 0 && rest.every(({ isText }) => isText),
        isOptional: false,
        isNullable: args.some(isNull),
      };
    }
    default:
      return other;
  }
}

/** `null()` for `v.null()` */
function codeName(value: Expression): string {
  if (value.type !== "CallExpression" || value.callee.type !== "MemberExpression") return "";
  const { property } = value.callee;
  return property.type === "Identifier" ? `${property.name}()` : "";
}

/** One of the kit's values as an expression that fits the app's field. */
export function valueCode(name: string, { isOptional, isNullable }: FieldShape): string {
  const code = TEXTS[name] ?? "null";
  if (isNullable) return code;
  return isOptional ? `${code} ?? undefined` : `${code} ?? ""`;
}
