/**
 * The part of a source file that declares a name, comment included: what a page shows is then what
 * runs, and cannot grow stale.
 *
 * @throws Error when nothing of that name is declared at the file's top level
 */
export function snippet(source: string, name: string): string {
  const lines = source.split("\n");
  const declares = new RegExp(`^(export )?(async )?(const|function|class) ${name}\\b`);
  const at = lines.findIndex((line) => declares.test(line));
  if (at === -1) throw new Error(`Nothing here is called ${name}.`);
  const end = lines.findIndex(
    (line, index) => index >= at && /^(\}|\]|\)|.*;$)/.test(line) && !/^\s/.test(line),
  );
  return lines.slice(commentAbove(lines, at), end + 1).join("\n");
}

function commentAbove(lines: readonly string[], at: number): number {
  if (!lines[at - 1]?.endsWith("*/")) return at;
  return lines.slice(0, at).findLastIndex((line) => line.startsWith("/**"));
}

/** A member of a class or of an object literal. */
export interface Member {
  readonly name: string;
  /** As it is written, from the first parenthesis to the last. */
  readonly parameters: string;
  /** The sentence above it, without its tags. */
  readonly says: string;
}

/**
 * What can be called of a class or an object literal, with the comment above each.
 *
 * @param of How the declaration's line begins.
 */
export function membersOf(source: string, of: string): Member[] {
  const [, after = ""] = source.split(`\n${of}`);
  const [body = ""] = after.split(/\n\}/);
  const member =
    /\n {2}\/\*\*([^]*?)\*\/\n {2}(\w+)(?:: )?\(([^]*?)\)(?:: \w+(?:<\w+>)?)? (?:\{|=>)/g;
  return [...body.matchAll(member)].map(([, comment = "", name = "", parameters = ""]) => ({
    name,
    parameters: parameters.replace(/\s+/g, " ").trim().replace(/,$/, ""),
    says: comment
      .replace(/\n\s*\*/g, " ")
      .replace(/@\w+[^]*$/, "")
      .replace(/\s+/g, " ")
      .trim(),
  }));
}
