import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import type { BrowserCandidate } from "../browser";

const NAMES_ON_PATH = [
  ["Chromium", "chromium"],
  ["Chromium", "chromium-browser"],
  ["Chrome", "google-chrome-stable"],
  ["Chrome", "google-chrome"],
  ["Edge", "microsoft-edge-stable"],
  ["Edge", "microsoft-edge"],
] as const;

const MAC_APPLICATIONS = [
  ["Chromium", "Chromium.app/Contents/MacOS/Chromium"],
  ["Chrome", "Google Chrome.app/Contents/MacOS/Google Chrome"],
  ["Edge", "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"],
] as const;

const WINDOWS_PROGRAMS = [
  ["Chromium", "Chromium\\Application\\chrome.exe"],
  ["Chrome", "Google\\Chrome\\Application\\chrome.exe"],
  ["Edge", "Microsoft\\Edge\\Application\\msedge.exe"],
] as const;

/** The part of a process that says where programs are. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  isProgram: (file: string) => boolean;
}

/** Chromium, Chrome or Edge where the operating system's own installers put them. */
export function systemBrowsers(machine: Machine = thisMachine): BrowserCandidate[] {
  return places(machine)
    .filter(([, file]) => machine.isProgram(file))
    .map(([name, executablePath]) => ({ name: `system ${name}`, executablePath, env: {} }));
}

function places({ platform, env }: Machine): (readonly [name: string, file: string])[] {
  if (platform === "darwin") {
    const folders = ["/Applications", join(env.HOME ?? "", "Applications")];
    return product(MAC_APPLICATIONS, folders, (folder, file) => `${folder}/${file}`);
  }
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA];
    return product(WINDOWS_PROGRAMS, folders.filter(isSet), (folder, file) => `${folder}\\${file}`);
  }
  const folders = (env.PATH ?? "").split(":").filter(isSet);
  return product(NAMES_ON_PATH, folders, (folder, file) => `${folder}/${file}`);
}

function product(
  programs: readonly (readonly [name: string, file: string])[],
  folders: string[],
  path: (folder: string, file: string) => string,
): (readonly [name: string, file: string])[] {
  return programs.flatMap(([name, file]) =>
    folders.map((folder) => [name, path(folder, file)] as const),
  );
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isProgram(file) {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
};
