import type { UserRecord } from "../users/record";

/** Colours that carry white text with a contrast of at least 4.5. */
const COLOURS = ["#5b4fc4", "#2f6f4f", "#9a4a1c", "#1f6390", "#8a3a6b", "#55606e", "#7a5c00"];

/** The first letters of the names; empty for people without names. */
export function initialsOf(user: Pick<UserRecord, "first_name" | "last_name">): string {
  return [user.first_name, user.last_name]
    .map((name) => Array.from(name ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}

/** The picture of somebody who has uploaded none: initials on a colour that stays theirs. */
export function initialsPicture(initials: string, userId: string): string {
  const sum = Array.from(userId).reduce((total, letter) => total + letter.charCodeAt(0), 0);
  const colour = COLOURS[sum % COLOURS.length];
  const text = initials.replace(/[<>&]/g, "");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160" viewBox="0 0 160 160">` +
    `<rect width="160" height="160" fill="${colour}"/>` +
    `<text x="80" y="82" fill="#fff" font-family="system-ui, sans-serif" font-size="64" ` +
    `text-anchor="middle" dominant-baseline="central">${text}</text></svg>`
  );
}
