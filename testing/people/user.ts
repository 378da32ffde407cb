import type { ClerkField } from "../../convex/model/fields";
import type { Onboarding } from "../../convex/model/onboarding";
import type { Role } from "../../convex/model/roles";
import type { OwnProfile } from "../../src/sync";
import { portraitUrl } from "./portrait";

/** A field of Clerk's in which Convex can be behind. */
export type DriftingField = Exclude<ClerkField, "email">;

/** How a person's two profiles stand to each other. */
export type Standing =
  | { readonly status: "in_sync" }
  /** Clerk has a newer value of these, and no webhook has told of it. */
  | { readonly status: "drifted"; readonly fields: readonly DriftingField[] }
  /** Saved here; Clerk has asked to be left alone for a while. */
  | { readonly status: "pending"; readonly changes: PendingChanges }
  /** Signed up at Clerk, and no webhook has told of it. */
  | { readonly status: "missing_in_convex" }
  /** Gone from Clerk, and no webhook has told of it. */
  | { readonly status: "missing_in_clerk" }
  /** Gone from Clerk, and Convex has been told. */
  | { readonly status: "deleted" };

type PendingChanges = Readonly<Partial<Record<"username" | "first_name" | "last_name", string>>>;

/** Somebody as a test wants them, in the field names of Clerk's JSON and of Convex. */
export interface Person {
  readonly username: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** null: one is made up where it is needed. */
  readonly email: string | null;
  readonly role: Role | null;
  /** A picture of one's own, or a made-up portrait; null is none. */
  readonly image: Blob | "portrait" | null;
  readonly interests: readonly string[];
  readonly onboarding: Readonly<Onboarding>;
  readonly standing: Standing;
}

/** When somebody who is `onboarded` finished, in ms since 1970; the same in every test. */
const FINISHED_AT = Date.UTC(2026, 0, 15, 9);

/**
 * Somebody for a test or a story. Each method answers with another builder and leaves this one as
 * it is, so a half-built person can be shared. Give it to `SandboxProvider`, where the person lives
 * in both systems, or to `fakeProfileSync`, for a profile with no world around it.
 */
export class UserBuilder {
  readonly person: Person;

  constructor(person: Person) {
    this.person = person;
  }

  /** First and last name; what is left out, the person does not have. */
  named(first_name: string | null, last_name: string | null = null): UserBuilder {
    return this.with({ first_name, last_name });
  }

  /** Also what `signedInAs` knows them by. */
  withUsername(username: string | null): UserBuilder {
    return this.with({ username });
  }

  /** Their address; without it one is made of the username, at a domain that never receives mail. */
  withEmail(email: string): UserBuilder {
    return this.with({ email });
  }

  /** With a picture: a made-up portrait, or one of your own (png, jpeg, gif or webp). */
  withImage(image: Blob | "portrait" = "portrait"): UserBuilder {
    return this.with({ image });
  }

  /** `support` reads the dashboard, `admin` also acts there. */
  withRole(role: Role): UserBuilder {
    return this.with({ role });
  }

  /** What Convex alone knows of. */
  withInterests(interests: readonly string[]): UserBuilder {
    return this.with({ interests });
  }

  /** Has come to that step of the onboarding, by the app's own name for it. */
  onboardedTo(step: string): UserBuilder {
    return this.with({ onboarding: { step, completed_at: null } });
  }

  /** Has finished the onboarding. */
  onboarded(): UserBuilder {
    const { step } = this.person.onboarding;
    return this.with({ onboarding: { step, completed_at: FINISHED_AT } });
  }

  /** Clerk has newer values of these fields than Convex, and a scan has found that out. */
  driftedIn(...fields: readonly [DriftingField, ...DriftingField[]]): UserBuilder {
    return this.with({ standing: { status: "drifted", fields } });
  }

  /** Has saved these values here; Clerk has not taken them yet, and is asked again later. */
  pendingIn(changes: PendingChanges): UserBuilder {
    return this.with({ standing: { status: "pending", changes } });
  }

  /** In Clerk alone: the webhook that tells of them never came. */
  missingInConvex(): UserBuilder {
    return this.with({ standing: { status: "missing_in_convex" } });
  }

  /** In Convex alone: the webhook that tells of their deletion never came. */
  missingInClerk(): UserBuilder {
    return this.with({ standing: { status: "missing_in_clerk" } });
  }

  /** Deleted in Clerk, and Convex knows. */
  deleted(): UserBuilder {
    return this.with({ standing: { status: "deleted" } });
  }

  /**
   * The person's own profile as Convex answers it, for a view with no world around it.
   * @throws Error for whom Convex has no profile
   */
  inConvex(): OwnProfile {
    const { standing, image, role: _, ...person } = this.person;
    if (standing.status === "deleted" || standing.status === "missing_in_convex") {
      throw new Error(`Convex has no profile of somebody who is ${standing.status}.`);
    }
    return {
      ...person,
      externalId: `user_${person.username ?? "somebody"}`,
      email: emailOf(this.person, 0),
      image_url: image === null ? null : portraitUrl,
      avatar_sha256: null,
      interests: [...person.interests],
      ...(standing.status === "pending" && standing.changes),
      sync: syncOf(standing),
    };
  }

  private with(change: Partial<Person>): UserBuilder {
    return new UserBuilder({ ...this.person, ...change });
  }
}

/** Somebody of whom nothing is known yet, equal on both sides. Say what is different. */
export function aUser(): UserBuilder {
  return new UserBuilder({
    username: null,
    first_name: null,
    last_name: null,
    email: null,
    role: null,
    image: null,
    interests: [],
    onboarding: { step: null, completed_at: null },
    standing: { status: "in_sync" },
  });
}

/** A person's address; of two without username or address, the index tells them apart. */
export function emailOf({ email, username }: Person, index: number): string {
  return email ?? `${username ?? `somebody${index}`}@example.com`;
}

function syncOf(standing: Standing): OwnProfile["sync"] {
  const calm = { status: "in_sync", drifted_fields: [], pending: [], last_refusal: null } as const;
  switch (standing.status) {
    case "drifted":
      return { ...calm, status: "drifted", drifted_fields: [...standing.fields], pending: [] };
    case "missing_in_clerk":
      return { ...calm, status: "drifted", drifted_fields: ["user"], pending: [] };
    case "pending": {
      const write = {
        operation_id: "an-earlier-save",
        started_at: FINISHED_AT,
        fields: Object.keys(standing.changes),
        clerk: "unreachable" as const,
      };
      return { ...calm, status: "pending", drifted_fields: [], pending: [write] };
    }
    default:
      return { ...calm, drifted_fields: [], pending: [] };
  }
}
