import { randomText } from "../ids";
import type { PasswordRecord } from "./record";

/** Slow enough to be no plain text in a store of invented people; nothing more is claimed. */
const ROUNDS = 1000;

export async function hashPassword(password: string): Promise<PasswordRecord> {
  const salt = randomText(16);
  return { salt, hash: await derive(password, salt) };
}

export async function passwordMatches(record: PasswordRecord, password: string): Promise<boolean> {
  return (await derive(password, record.salt)) === record.hash;
}

async function derive(password: string, salt: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(password), "PBKDF2", false, [
    "deriveBits",
  ]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: ROUNDS };
  const bits = await crypto.subtle.deriveBits(parameters, key, 256);
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
