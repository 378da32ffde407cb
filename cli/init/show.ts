import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { Change } from "../files";
import type { Terminal } from "../terminal";

/** A change as a diff, as version controls show it. */
export function diffOf({ path, before, after }: Change, paint: Terminal["paint"]): string {
  const patch = createTwoFilesPatch(
    before === null ? "/dev/null" : path,
    after === null ? "/dev/null" : path,
    before ?? "",
    after ?? "",
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  );
  return patch
    .trimEnd()
    .split("\n")
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return paint("bold", line);
      if (line.startsWith("@@")) return paint("dim", line);
      if (line.startsWith("+")) return paint("green", line);
      return line.startsWith("-") ? paint("red", line) : line;
    })
    .join("\n");
}

/** New files in a line per folder: their whole text is in the package, too. */
export function listOf(paths: readonly string[]): string {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const at = path.lastIndexOf("/") + 1;
    const folder = path.slice(0, at);
    folders.set(folder, [...(folders.get(folder) ?? []), path.slice(at)]);
  }
  return Array.from(folders, ([folder, names]) => `  ${folder}  ${names.join(" ")}`).join("\n");
}
