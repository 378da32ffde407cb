/** Hands the browser a file to save, as if a link to it had been followed. */
export function saveFile(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of it by the time that the next task begins.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
