import type { BrowserSource } from "./sources";

export function playwrightDownload(_say: (line: string) => void): BrowserSource {
  return { candidates: () => [] };
}
export function npmPackage(_say: (line: string) => void): BrowserSource {
  return { candidates: () => [] };
}
export function debianPackage(_say: (line: string) => void): BrowserSource {
  return { candidates: () => [] };
}
