import { describe, expect, it } from "vitest";
import { maskProfile, type ClerkUser } from "../../../convex/model/clerkUser";
import { compareWithClerk, type KnownPerson, type ScanMode } from "../../../convex/model/compare";

const PROFILE = {
  username: "ada",
  first_name: "Ada",
  last_name: null as string | null,
  email: "ada@example.com",
  image_url: "https://img.clerk.test/ada",
  has_image: true,
};
const IN_CLERK: ClerkUser = {
  externalId: "user_ada",
  created_at: 10,
  updated_at: 20,
  profile: PROFILE,
};
const { image_url, has_image: _, ...TEXTS } = PROFILE;
const CONVEX = { ...TEXTS, profile_image_url: image_url };
const SYNC = {
  clerk: maskProfile(PROFILE),
  clerk_created_at: 10,
  clerk_updated_at: 20,
  clerk_event_at: 20,
  one_sided: null,
  deleted_at: null,
  drifted_fields: [],
  failure: null,
};
const EQUAL: KnownPerson = { profile: CONVEX, sync: SYNC, pending: new Set() };

const known = (
  profile: Partial<typeof CONVEX> | null,
  sync: Partial<NonNullable<KnownPerson["sync"]>> | null = {},
  pending: string[] = [],
): KnownPerson => ({
  profile: profile && { ...CONVEX, ...profile },
  sync: sync && { ...SYNC, ...sync },
  pending: new Set(pending),
});
const inClerk = (profile: Partial<typeof PROFILE>, user: Partial<ClerkUser> = {}): ClerkUser => ({
  ...IN_CLERK,
  ...user,
  profile: { ...PROFILE, ...profile },
});

const MODES: ScanMode[] = ["look", "find", "repair"];
const news = (person: KnownPerson, user: ClerkUser | null) =>
  MODES.filter((mode) => compareWithClerk(person, user, mode).isNews);
const differing = (person: KnownPerson, user: ClerkUser | null) =>
  compareWithClerk(person, user, "look").differing;

describe("a person on both sides", () => {
  it("who is equal is no news, whatever the scan may do", () => {
    expect(differing(EQUAL, IN_CLERK)).toEqual([]);
    expect(news(EQUAL, IN_CLERK)).toEqual([]);
  });

  it("is equal also when Clerk's clock has moved on without a change", () => {
    expect(news(EQUAL, inClerk({}, { updated_at: 99 }))).toEqual([]);
  });

  it("differs where Convex's table holds another value, whatever was noted of Clerk", () => {
    expect(differing(known({ last_name: "King" }), IN_CLERK)).toEqual(["last_name"]);
  });

  it("differs in an address that looks the same once masked", () => {
    expect(differing(known({ email: "anna@example.com" }), IN_CLERK)).toEqual(["email"]);
  });

  it("does not differ in a field that a save is about to change", () => {
    const saving = known({ first_name: "Augusta" }, {}, ["first_name"]);
    expect(differing(saving, IN_CLERK)).toEqual([]);
    expect(news(saving, IN_CLERK)).toEqual([]);
  });

  it("is news once, and then only to a scan that repairs", () => {
    const user = inClerk({ first_name: "Augusta" }, { updated_at: 30 });
    expect(news(EQUAL, user)).toEqual(["find", "repair"]);
    const sync = {
      clerk: maskProfile(user.profile),
      clerk_updated_at: 30,
      drifted_fields: ["first_name"],
    };
    expect(news(known({}, sync), user)).toEqual(["repair"]);
  });

  it("is news when what is on record is no longer what Clerk has", () => {
    const sync = { drifted_fields: ["first_name"] };
    const user = inClerk({ first_name: "Countess" }, { updated_at: 30 });
    expect(news(known({ first_name: "Augusta" }, sync), user)).toEqual(["find", "repair"]);
  });

  it("is news when what is on record is over", () => {
    expect(news(known({}, { drifted_fields: ["first_name"] }), IN_CLERK)).toEqual([
      "find",
      "repair",
    ]);
  });

  it("is not judged by an answer that is older than what is known", () => {
    const newer = known({ first_name: "Augusta" }, { clerk_updated_at: 30 });
    expect(differing(newer, IN_CLERK)).toEqual([]);
    expect(news(newer, IN_CLERK)).toEqual([]);
  });

  it("is written once more when Convex does not know when they signed up", () => {
    expect(news(known({}, { clerk_created_at: null }), IN_CLERK)).toEqual(["find", "repair"]);
  });

  it("is mended when the newest event failed, although nothing differs", () => {
    expect(news(known({}, { failure: {} }), IN_CLERK)).toEqual(["repair"]);
  });
});

describe("a person on one side", () => {
  const lacks = (person: KnownPerson, user: ClerkUser | null) =>
    compareWithClerk(person, user, "find").one_sided;

  it("is missing in Convex, and a scan that repairs has more to do than to say so", () => {
    const nobody = known(null, null);
    expect(lacks(nobody, IN_CLERK)).toBe("missing_in_convex");
    expect(differing(nobody, IN_CLERK)).toEqual(["user"]);
    const noted = known(null, { one_sided: "missing_in_convex", drifted_fields: ["user"] });
    expect(news(noted, IN_CLERK)).toEqual(["repair"]);
  });

  it("is neither's when Clerk has deleted them first, which each scan but a dry run notes", () => {
    const noted = known(null, { one_sided: "missing_in_convex", drifted_fields: ["user"] });
    expect(differing(noted, null)).toEqual([]);
    expect(news(noted, null)).toEqual(["find", "repair"]);
    expect(news(known(null, { failure: {} }), null)).toEqual(["find", "repair"]);
    expect(news(known(null, { deleted_at: 5 }), null)).toEqual([]);
    expect(news(known(null, null), null)).toEqual([]);
  });

  it("is missing in Clerk, which no scan repairs", () => {
    expect(lacks(EQUAL, null)).toBe("missing_in_clerk");
    expect(news(EQUAL, null)).toEqual(["find", "repair"]);
    expect(
      news(known({}, { one_sided: "missing_in_clerk", drifted_fields: ["user"] }), null),
    ).toEqual([]);
  });

  it("is deleted here and alive in Clerk, which no scan repairs", () => {
    const tombstone = { deleted_at: 50, clerk: null };
    expect(lacks(known({}, tombstone), IN_CLERK)).toBe("deleted_mismatch");
    const noted = {
      ...tombstone,
      one_sided: "deleted_mismatch",
      drifted_fields: ["user"],
    } as const;
    expect(news(known({}, noted), IN_CLERK)).toEqual([]);
  });

  it("is nobody when neither side has them", () => {
    expect(differing(known({}, { deleted_at: 50, clerk: null }), null)).toEqual([]);
    expect(differing(known(null, null), null)).toEqual([]);
  });

  it("is news when they are back, or gone from both", () => {
    const missing = { one_sided: "missing_in_clerk", drifted_fields: ["user"] } as const;
    expect(news(known({}, missing), IN_CLERK)).toEqual(["find", "repair"]);
    const mismatch = {
      deleted_at: 50,
      clerk: null,
      one_sided: "deleted_mismatch",
      drifted_fields: ["user"],
    } as const;
    expect(news(known({}, mismatch), null)).toEqual(["find", "repair"]);
  });

  it("is news when they lack on the other side now", () => {
    const missing = { one_sided: "missing_in_convex", drifted_fields: ["user"] } as const;
    expect(news(known({}, missing), null)).toEqual(["find", "repair"]);
  });
});
