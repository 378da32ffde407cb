import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from "jose";
import type { OrderedStore } from "../../kv/types";
import { newId, randomText } from "../ids";
import { Table } from "../table";
import type { SessionRecord } from "./clients";

/** Clerk's lifetime of session tokens and of templates without one of their own; seconds. */
export const TOKEN_LIFETIME = 60;
/** Clerk dates its tokens back a little, for clocks that lag; seconds. */
const NOT_BEFORE_LEEWAY = 10;
const KEY_NAME = "RS256";

type SigningKey = { readonly kid: string; readonly jwk: Record<string, string> };

/** Makes the JWTs of an instance, and publishes what others need to check them. */
export class Tokens {
  private readonly issuer: string;
  private readonly key: SigningKey;
  private readonly privateKey: CryptoKey | Uint8Array;

  private constructor(issuer: string, key: SigningKey, privateKey: CryptoKey | Uint8Array) {
    this.issuer = issuer;
    this.key = key;
    this.privateKey = privateKey;
  }

  /** The key is made once and kept in the store, so that tokens outlive a restart. */
  static async open(store: OrderedStore, issuer: string): Promise<Tokens> {
    const keys = new Table<SigningKey>(store, "signing-key");
    let key = keys.get(KEY_NAME);
    if (!key) {
      key = { kid: newId("ins"), jwk: await newPrivateJwk() };
      store.commit([keys.put(KEY_NAME, key)]);
    }
    return new Tokens(issuer, key, await importJWK(key.jwk, KEY_NAME));
  }

  /** The token with which a browser shows who is signed in. */
  sessionToken(session: SessionRecord, origin: string | null): Promise<string> {
    const age = Math.floor((Date.now() - session.created_at) / 60_000);
    return this.sign(session, origin, { sid: session.id, v: 2, sts: "active", fva: [age, -1] });
  }

  /** A token with the claims that a JWT template has made of a person. */
  templateToken(
    claims: Readonly<Record<string, unknown>>,
    session: SessionRecord,
    origin: string | null,
  ): Promise<string> {
    return this.sign(session, origin, { jti: randomText(20), ...claims });
  }

  /** `/.well-known/jwks.json` */
  jwks(): { keys: JWK[] } {
    const { kty, n, e } = this.key.jwk;
    return { keys: [{ use: "sig", kty, kid: this.key.kid, alg: KEY_NAME, n, e }] };
  }

  /** `/.well-known/openid-configuration` */
  openidConfiguration() {
    return {
      issuer: this.issuer,
      jwks_uri: `${this.issuer}/.well-known/jwks.json`,
      authorization_endpoint: `${this.issuer}/oauth/authorize`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: [KEY_NAME],
    };
  }

  private sign(
    session: SessionRecord,
    origin: string | null,
    claims: Record<string, unknown>,
  ): Promise<string> {
    const iat = Math.floor(Date.now() / 1000);
    return new SignJWT({
      ...(origin === null ? {} : { azp: origin }),
      ...claims,
      iss: this.issuer,
      sub: session.user_id,
      iat,
      nbf: iat - NOT_BEFORE_LEEWAY,
      exp: iat + TOKEN_LIFETIME,
    })
      .setProtectedHeader({ alg: KEY_NAME, kid: this.key.kid, typ: "JWT" })
      .sign(this.privateKey);
  }
}

async function newPrivateJwk(): Promise<Record<string, string>> {
  const { privateKey } = await generateKeyPair(KEY_NAME, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return Object.fromEntries(
    Object.entries(jwk).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
