import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SaveField } from "../../sync/changes";
import { resultOf, type Side } from "../../sync/save.machine";
import {
  canGoTo,
  firstOpenStep,
  initialState,
  mistakesOf,
  next,
  valuesOf,
  wishOf,
  type WizardContext,
  type WizardEvent,
  type WizardState,
} from "./OnboardingWizard.machine";
import {
  DEFAULT_RULES,
  inputStepsOf,
  isBefore,
  STEP_FIELDS,
  stepsOf,
  type StepRule,
  type StepRules,
  type WizardField,
  type WizardValues,
} from "./OnboardingWizard.steps";

const nothing: WizardValues = {
  picture: { url: null },
  first_name: "",
  last_name: "",
  username: "",
  interests: [],
};
const newcomer: WizardContext = { rules: DEFAULT_RULES, stored: nothing };
const known: WizardContext = {
  rules: DEFAULT_RULES,
  stored: { ...nothing, first_name: "Ada", username: "ada" },
};

const portrait = new File(["x"], "portrait.png", { type: "image/png" });
const run = (context: WizardContext, events: WizardEvent[], from = initialState(null, context)) =>
  events.reduce<WizardState>((state, event) => next(state, event, context), from);

const done: Side = { status: "done" };
const noAnswer: Side = { status: "unreachable", message: "No answer.", retryAfterMs: null };
const taken: Side = { status: "refused", code: "taken", message: "Taken.", field: "username" };
const result = (fields: SaveField[], convex: Side, clerk: Side, completes = false) =>
  resultOf([{ operationId: "op1", fields, completes, convex, clerk }]);

describe("moving", () => {
  it("goes through the steps in their order, and no further than the last", () => {
    const steps = [...Array(6).keys()].map(
      (count) => run(known, Array<WizardEvent>(count).fill({ type: "next" })).step,
    );
    expect(steps).toEqual(["picture", "name", "username", "interests", "done", "done"]);
  });

  it("leaves out what is hidden", () => {
    const rules: StepRules = { ...DEFAULT_RULES, picture: "hidden", username: "hidden" };
    const context = { ...known, rules };
    expect(run(context, [{ type: "next" }]).step).toBe("interests");
    expect(run(context, [{ type: "next" }, { type: "back" }, { type: "back" }]).step).toBe("name");
  });

  it("stays at a required step that has no answer, and shows why from then on", () => {
    const state = run(newcomer, [{ type: "next" }, { type: "next" }]);
    expect(state).toMatchObject({ step: "name", attempted: ["name"] });
    expect(mistakesOf(state, "name", newcomer)).toEqual({ first_name: { kind: "missing" } });
    expect(run(newcomer, [{ type: "skip" }], state).step).toBe("name");
  });

  it("asks of a name only its first part", () => {
    const state = run(newcomer, [
      { type: "next" },
      { type: "typed", values: { first_name: "Plato" } },
      { type: "next" },
    ]);
    expect(state.step).toBe("username");
  });

  it("skips an optional step whatever stands in it, and does not save that", () => {
    const state = run(known, [
      { type: "jump", to: "picture" },
      { type: "next" },
      { type: "next" },
      { type: "next" },
      { type: "typed", values: { interests: ["x".repeat(50)] } },
      { type: "next" },
    ]);
    expect(state.step).toBe("interests");
    const skipped = run(known, [{ type: "skip" }], state);
    expect(skipped.step).toBe("done");
    expect(wishOf(skipped, inputStepsOf(known.rules)).changes).toEqual({});
    expect(valuesOf(skipped, known).interests).toHaveLength(1);
  });

  it("does not go on while a text is no interest yet", () => {
    const state = run(known, [
      { type: "placed", step: "interests" },
      { type: "interestTyped", text: "chess" },
      { type: "next" },
    ]);
    expect(state.step).toBe("interests");
    expect(mistakesOf(state, "interests", known)).toEqual({ interests: { kind: "unfinished" } });
  });

  it("jumps to steps that were reached, and to no other", () => {
    const state = run(known, [{ type: "next" }, { type: "next" }, { type: "back" }]);
    expect(state).toMatchObject({ step: "name", reached: "username" });
    expect(run(known, [{ type: "jump", to: "username" }], state).step).toBe("username");
    expect(run(known, [{ type: "jump", to: "done" }], state).step).toBe("name");
    const emptied = run(known, [{ type: "typed", values: { first_name: " " } }], state);
    expect(canGoTo(emptied, "username", known)).toBe(false);
  });
});

describe("resuming", () => {
  it("goes on where the person was, on any device", () => {
    expect(initialState("interests", known)).toMatchObject({ step: "interests" });
  });

  it("stops at what is required and missing all the same", () => {
    const refused: WizardContext = { ...known, stored: { ...known.stored, username: "" } };
    expect(initialState("done", refused)).toMatchObject({ step: "username", reached: "done" });
  });

  it("begins at the beginning when the app's steps were others", () => {
    expect(initialState("favourite_colour", known).step).toBe("picture");
    const rules: StepRules = { ...DEFAULT_RULES, username: "hidden" };
    expect(initialState("username", { ...known, rules }).step).toBe("interests");
  });
});

describe("a save", () => {
  const entered = run(known, [
    { type: "placed", step: "username" },
    { type: "typed", values: { username: "countess" } },
  ]);
  const { sent } = wishOf(entered, ["username"]);
  const after = (saved: ReturnType<typeof result>) =>
    run(known, [{ type: "started", work: "step" }, settledAt("username", saved, sent)], entered);

  it("lets go of what both sides have, so that the field follows what is stored", () => {
    const state = after(result(["username"], done, done));
    expect(state).toMatchObject({ edits: {}, news: {}, working: null });
  });

  it("keeps what is still on its way to Clerk, who may yet refuse it", () => {
    const state = after(result(["username"], done, noAnswer));
    expect(valuesOf(state, known).username).toBe("countess");
  });

  it("keeps what was refused, and says so until it is typed in again", () => {
    const state = after(result(["username"], done, taken));
    expect(state.news.username?.fieldErrors.username?.message).toBe("Taken.");
    expect(valuesOf(state, known).username).toBe("countess");
    const retyped = run(known, [{ type: "typed", values: { username: "c" } }], state);
    expect(retyped.news.username).toBeUndefined();
  });

  it("that nobody waits for any more does not end the one that they wait for", () => {
    const saved = result(["username"], done, taken);
    const state = run(
      known,
      [
        { type: "started", work: "step" },
        { type: "next" },
        { type: "wentOn" },
        { type: "started", work: "step" },
        { type: "settled", at: "username", result: saved, sent, awaited: false },
      ],
      entered,
    );
    expect(state).toMatchObject({ step: "interests", working: "step", news: { username: saved } });
  });

  it("keeps what was typed while it ran", () => {
    const typedOn = run(
      known,
      [
        { type: "started", work: "step" },
        { type: "typed", values: { username: "countess_l" } },
        settledAt("username", result(["username"], done, done), sent),
      ],
      entered,
    );
    expect(valuesOf(typedOn, known).username).toBe("countess_l");
  });
});

describe("finishing", () => {
  const ready = run(known, [
    { type: "placed", step: "done" },
    { type: "typed", values: { username: "countess" } },
    { type: "started", work: "finish" },
  ]);
  const { sent } = wishOf(ready, inputStepsOf(known.rules));

  it("ends when nothing is lost, also while Clerk has still to hear of it", () => {
    const fields: SaveField[] = ["username", "onboarding"];
    for (const clerk of [done, noAnswer]) {
      const end = settledAt("done", result(fields, done, clerk, true), sent);
      expect(run(known, [end], ready).ending).toBe("ended");
    }
  });

  it("has not ended when Clerk refuses, and says so here and at the step it is about", () => {
    const refused = result(["username", "onboarding"], done, taken, true);
    const state = run(known, [settledAt("done", refused, sent)], ready);
    expect(state).toMatchObject({ ending: "failed", step: "done" });
    expect(state.news).toMatchObject({ done: refused, username: refused });
    expect(valuesOf(run(known, [{ type: "jump", to: "username" }], state), known).username).toBe(
      "countess",
    );
  });

  it("can be reopened to mend something", () => {
    const state = run(known, [{ type: "reopened", to: "username" }], {
      ...ready,
      ending: "ended",
      working: null,
    });
    expect(state).toMatchObject({ ending: "reopened", step: "username" });
  });
});

describe("any sequence of moves", () => {
  const rule = fc.constantFrom<StepRule>("required", "optional", "hidden");
  const anyRules = fc.record({ picture: rule, name: rule, username: rule, interests: rule });
  const anyText = fc.constantFrom("", " ", "a", "b c", "x".repeat(70));
  /** What a person may do; what is typed goes to the field that is in sight. */
  const anyMove = fc.oneof(
    fc.record({ do: fc.constant("type" as const), text: anyText, nth: fc.nat(1) }),
    fc.record({ do: fc.constantFrom("next" as const, "skip" as const, "back" as const) }),
    fc.record({ do: fc.constant("jump" as const), to: fc.nat(4) }),
  );
  type Move = typeof anyMove extends fc.Arbitrary<infer M> ? M : never;

  function eventOf(move: Move, state: WizardState, rules: StepRules): WizardEvent | null {
    if (move.do === "jump") {
      const to = stepsOf(rules)[move.to];
      return to ? { type: "jump", to } : null;
    }
    if (move.do !== "type") return { type: move.do };
    if (state.step === "done") return null;
    const fields = STEP_FIELDS[state.step];
    const field = fields[move.nth] ?? fields[0];
    return field ? { type: "typed", values: valueFor(field, move.text) } : null;
  }

  function explore(check: (states: WizardState[], context: WizardContext, typed: object) => void) {
    fc.assert(
      fc.property(anyRules, fc.array(anyMove, { maxLength: 30 }), (rules, moves) => {
        const context = { rules, stored: nothing };
        const states = [initialState(null, context)];
        let typed: Partial<WizardValues> = {};
        for (const move of moves) {
          const state = states.at(-1) ?? initialState(null, context);
          const event = eventOf(move, state, rules);
          if (event === null) continue;
          if (event.type === "typed") typed = { ...typed, ...event.values };
          states.push(next(state, event, context));
        }
        check(states, context, typed);
      }),
      { numRuns: 300 },
    );
  }

  it("keeps everything that was entered", () => {
    explore((states, context, typed) => {
      expect(valuesOf(states.at(-1) ?? initialState(null, context), context)).toMatchObject(typed);
    });
  });

  it("leaves no required step, and no mistake that is not skipped, behind", () => {
    explore((states, context) => {
      for (const state of states) {
        expect(firstOpenStep(state, context, state.step)).toBe(state.step);
        for (const step of state.skipped) expect(context.rules[step]).toBe("optional");
      }
    });
  });

  it("is always at a step that is shown, and never beyond what was reached", () => {
    explore((states, context) => {
      for (const { step, reached } of states) {
        expect(stepsOf(context.rules)).toContain(step);
        expect(isBefore(reached, step)).toBe(false);
      }
    });
  });

  it("can leave an optional step at any time", () => {
    explore((states, context) => {
      for (const state of states) {
        if (state.step === "done" || context.rules[state.step] !== "optional") continue;
        const after = next(state, { type: "skip" }, context);
        expect(isBefore(state.step, after.step)).toBe(true);
      }
    });
  });
});

function valueFor(field: WizardField, text: string): Partial<WizardValues> {
  if (field === "interests") return { interests: text.trim() === "" ? [] : [text] };
  if (field === "picture")
    return { picture: { url: null, file: text.trim() === "" ? null : portrait } };
  return { [field]: text };
}

function settledAt(
  at: WizardState["step"],
  saved: ReturnType<typeof result>,
  sent: Partial<WizardValues>,
): WizardEvent {
  return { type: "settled", at, result: saved, sent, awaited: true };
}
