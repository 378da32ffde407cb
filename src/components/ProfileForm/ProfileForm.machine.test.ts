import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  initialState,
  next,
  offerOf,
  unsavedFields,
  valuesOf,
  type FormEvent,
  type FormState,
} from "./ProfileForm.machine";
import type { FormValues } from "./ProfileForm.schema";

const ada: FormValues = {
  username: "ada",
  first_name: "Ada",
  last_name: "Byron",
  interests: ["chess"],
};
const grace: FormValues = { ...ada, first_name: "Grace" };
const augusta: FormValues = { ...ada, first_name: "Augusta" };

const typed = (value: string, stored = ada): FormEvent => ({
  type: "typed",
  field: "first_name",
  value,
  stored: stored.first_name,
});
const saved = (sent: FormValues, before: FormValues | null = ada): FormEvent => ({
  type: "saved",
  fields: ["first_name"],
  typed: sent,
  before,
});
const after = (...events: FormEvent[]) => events.reduce<FormState>(next, initialState(ada));
const shown = (state: FormState, stored: FormValues) => valuesOf(state, stored).first_name;
const offered = (state: FormState, stored: FormValues) => offerOf(state, "first_name", stored);

describe("a field", () => {
  it("follows what is stored until someone types", () => {
    expect(shown(after(), grace)).toBe("Grace");
    expect(offered(after(), grace)).toBeNull();
  });

  it("keeps what was typed, and offers what came in from elsewhere", () => {
    const state = after(typed("Augusta"));
    expect(shown(state, grace)).toBe("Augusta");
    expect(offered(state, grace)).toBe("Grace");
  });

  it("offers nothing when the stored value is what was typed, or where the typing began", () => {
    const state = after(typed("Augusta"));
    expect(offered(state, augusta)).toBeNull();
    expect(offered(state, ada)).toBeNull();
  });

  it("keeps what was typed when its save shows at once, is refused and put back", () => {
    const state = after(typed("Augusta"), { type: "submitted" });
    expect([augusta, ada].map((stored) => shown(state, stored))).toEqual(["Augusta", "Augusta"]);
  });

  it("follows what is stored again when typed back to it", () => {
    expect(shown(after(typed("Augusta"), typed("Ada")), grace)).toBe("Grace");
  });

  it("takes the other value, or is asked about it only once", () => {
    const state = after(typed("Augusta"));
    const took = next(state, { type: "tookTheirs", field: "first_name" });
    expect(shown(took, grace)).toBe("Grace");
    const kept = next(state, { type: "keptMine", field: "first_name", stored: "Grace" });
    expect([shown(kept, grace), offered(kept, grace)]).toEqual(["Augusta", null]);
  });

  it("follows what is stored again after its save", () => {
    const state = after(typed(" Augusta"), saved({ ...ada, first_name: " Augusta" }));
    expect(shown(state, augusta)).toBe("Augusta");
    expect(shown(state, grace)).toBe("Grace");
  });

  it("keeps what was typed while the save ran", () => {
    const state = after(typed("Augusta"), typed("Augusta K."), saved(augusta));
    expect(shown(state, augusta)).toBe("Augusta K.");
    expect(offered(state, augusta)).toBeNull();
  });

  it("goes back to what is stored on undo", () => {
    expect(shown(after(typed("Augusta"), { type: "undone" }), ada)).toBe("Ada");
  });

  it("never shows anything but the typed value from typing until save, undo or a choice", () => {
    const name = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(name, name, fc.array(name), (stored, value, arrivals) => {
        fc.pre(value !== stored);
        const base = { ...ada, first_name: stored };
        const state = next(initialState(base), typed(value, base));
        for (const first_name of arrivals) expect(shown(state, { ...ada, first_name })).toBe(value);
      }),
    );
  });
});

describe("a list", () => {
  const chosen = (...interests: string[]): FormEvent => ({
    type: "typed",
    field: "interests",
    value: interests,
    stored: ada.interests,
  });

  it("is unsaved while it differs, entry by entry and in its order", () => {
    expect(unsavedFields(after(chosen("chess", "go")), ada)).toEqual(["interests"]);
    expect(unsavedFields(after(chosen("chess", "go"), chosen("chess")), ada)).toEqual([]);
  });

  it("is offered when it came in from elsewhere", () => {
    const stored = { ...ada, interests: ["poetry"] };
    expect(offerOf(after(chosen("go")), "interests", stored)).toEqual(["poetry"]);
    expect(offerOf(after(chosen("go")), "interests", { ...ada, interests: ["go"] })).toBeNull();
  });
});

describe("undoing a save", () => {
  const state = after(typed("Augusta"), { type: "submitted" }, saved(augusta));

  it("knows what the save replaced, of the fields that stand", () => {
    expect(state.replaced).toEqual({ first_name: "Ada" });
  });

  it("has nothing to go back to once something else is typed or saved", () => {
    expect(next(state, typed("Augusta K.", augusta)).replaced).toBeNull();
    expect(next(state, { type: "submitted" }).replaced).toBeNull();
  });

  it("has nothing to go back to where nothing stands, or after undoing a save", () => {
    const refused: FormEvent = { type: "saved", fields: [], typed: augusta, before: ada };
    expect(after(typed("Augusta"), refused).replaced).toBeNull();
    expect(after(typed("Augusta"), saved(augusta, null)).replaced).toBeNull();
  });
});

describe("a draft from before", () => {
  it("is typing like any other", () => {
    const state = initialState(ada, { first_name: "Augusta", last_name: "Byron" });
    expect(valuesOf(state, grace)).toEqual(augusta);
    expect(unsavedFields(state, ada)).toEqual(["first_name"]);
    expect(offered(state, grace)).toBe("Grace");
  });
});

describe("refusals", () => {
  it("are about what was submitted, not about what was typed since", () => {
    const state = after(typed("Augusta"), { type: "submitted" });
    expect(state.retyped).toEqual([]);
    expect(next(state, typed("Augusta K.")).retyped).toEqual(["first_name"]);
  });
});
