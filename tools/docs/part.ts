/**
 * The part of a file that a guide shows: what stands between `#region NAME` and `#endregion NAME`
 * in comments of the file's own kind, or the whole file. Marks of other parts are left out.
 *
 * @throws Error when the file has no such part
 */
export function partOf(source: string, name?: string): string {
  const lines = source.split("\n");
  if (name === undefined) return tidy(lines);
  const mark = (word: string) => new RegExp(`^\\s*(//|/\\*|#|<!--) #${word} ${name}\\b`);
  const start = lines.findIndex((line) => mark("region").test(line));
  const end = lines.findIndex((line) => mark("endregion").test(line));
  if (start < 0 || end < start) throw new Error(`There is no part called “${name}”.`);
  return tidy(lines.slice(start + 1, end));
}

function tidy(lines: readonly string[]): string {
  const kept = lines.filter((line) => !/^\s*(\/\/|\/\*|#|<!--) #(end)?region\b/.test(line));
  const depths = kept.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const depth = Math.min(...depths, Infinity);
  const text = kept.map((line) => line.slice(Number.isFinite(depth) ? depth : 0)).join("\n");
  return text.replace(/^\n+|\s+$/g, "");
}
