import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Another sandbox uses the folder; two at once would not see each other's writes. */
export class AlreadyRunning extends Error {
  constructor(dir: string, pid: number) {
    super(
      `A sandbox already runs on ${dir} (process ${pid}). Stop it, or start this one with --dir OTHER.`,
    );
  }
}

/**
 * Takes the folder for this process; answers with the function that gives it back.
 * A lock whose process is gone (it was killed) is taken over.
 */
export function takeFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "lock");
  const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : Number.NaN;
  if (isAlive(holder) && holder !== process.pid) throw new AlreadyRunning(dir, holder);
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
