/** Arguments of `console.log` in one line, as Convex writes them: `'text' { a: 1 }`. */
export function formatLog(args: readonly unknown[]): string {
  return args.map(format).join(" ");
}

function format(value: unknown): string {
  if (typeof value === "string") return `'${value}'`;
  if (value instanceof Error) return value.stack ?? String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(value, (_, item: unknown) =>
      typeof item === "bigint" ? `${item}n` : item,
    );
  } catch {
    // A cycle, or a getter that throws: say at least what it is.
    return Object.prototype.toString.call(value);
  }
}
