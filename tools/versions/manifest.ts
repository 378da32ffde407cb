import type { Versions } from "./options";

/** Of package.json, what names packages. */
export interface Manifest {
  imports: Record<string, string>;
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** What Clerk's package for React is called since version 6, and was before. */
const CLERK_REACT = { since6: "@clerk/react", before: "@clerk/clerk-react" } as const;

/** Package.json with other versions of React and Clerk. A version such as `18` is the newest of it. */
export function withVersions<M extends Manifest>(manifest: M, { react, clerk }: Versions): M {
  const changed = structuredClone(manifest);
  if (react !== null) {
    const types = String(majorOf(react));
    Object.assign(changed.devDependencies, {
      react,
      "react-dom": react,
      "@types/react": types,
      "@types/react-dom": types,
    });
  }
  if (clerk !== null) {
    if (isRenamed(clerk)) {
      // Its screens are in a package of their own since 6: what was headless is the whole of it.
      changed.imports["#clerk-js"] = "@clerk/clerk-js";
      for (const packages of [changed.peerDependencies, changed.devDependencies]) {
        delete packages[CLERK_REACT.before];
      }
    }
    const name = isRenamed(clerk) ? CLERK_REACT.since6 : CLERK_REACT.before;
    for (const packages of [changed.peerDependencies, changed.devDependencies]) {
      Object.assign(packages, { [name]: clerk, "@clerk/clerk-js": clerk });
    }
  }
  return changed;
}

/** Source or prose that names Clerk's package for React, naming the one that the version is in. */
export function withClerk(text: string, { clerk }: Versions): string {
  if (clerk === null || !isRenamed(clerk)) return text;
  return text.replaceAll(new RegExp(`(?<=["\`])${CLERK_REACT.before}`, "g"), CLERK_REACT.since6);
}

function isRenamed(clerk: string): boolean {
  return majorOf(clerk) >= 6;
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
