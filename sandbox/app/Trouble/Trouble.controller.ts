import { useCallback, useEffect, useRef, useState } from "react";
import { calledName, fetchPeople, type Person } from "../Switcher/people";
import * as control from "./control";
import { signUpCrowd } from "./crowd";
import { CROWD, type TroubleViewProps } from "./Trouble.view";
import { rulesOf, STOPPED, troublesIn, type RuleInForce } from "./troubles";

/** Rules can be used up, and other pages make trouble too. */
const LOOK_AGAIN_MS = 2_000;

/** Joins the panel to the control API of the Clerk stand-in. */
export function useTrouble(): Omit<TroubleViewProps, "open" | "onOpenChange"> {
  const [rules, look] = useRules();
  const [problem, setProblem] = useState<string | null>(null);
  const { people, search } = usePeopleToEdit();
  const [edited, setEdited] = useState<string | null>(null);
  const crowd = useCrowd(setProblem);

  const act = (work: () => Promise<void>) => {
    setProblem(null);
    work()
      .catch((error: unknown) => setProblem(String(error)))
      .finally(look);
  };
  return {
    on: new Set(troublesIn(rules).map(({ id }) => id)),
    onSwitch: ({ trouble, on }) =>
      act(async () => {
        if (on) await Promise.all(trouble.faults.map(control.addRule));
        else await Promise.all(rulesOf(trouble, rules).map(({ id }) => control.removeRule(id)));
        if (trouble.id === STOPPED.id) await control.pauseWebhooks(on);
      }),
    onClear: () =>
      act(async () => {
        await control.removeAllRules();
        await control.pauseWebhooks(false);
      }),
    edit: {
      people,
      onSearch: ({ search: typed }) => search(typed),
      onEdit: ({ person, first_name, withEvent }) =>
        act(async () => {
          await control.editPerson(person.id, { first_name }, withEvent);
          const told = withEvent ? "and sends an event" : "and tells nobody";
          setEdited(`Clerk now calls ${calledName(person)} “${first_name}”, ${told}.`);
        }),
      done: edited,
    },
    ...crowd,
    problem,
  };
}

function useRules(): [rules: readonly RuleInForce[], look: () => void] {
  const [rules, setRules] = useState<readonly RuleInForce[]>([]);
  const look = useCallback(() => {
    // The stand-in itself may be gone for a moment; the page says that elsewhere.
    control.listRules().then(setRules, () => undefined);
  }, []);
  useEffect(() => {
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [look]);
  return [rules, look];
}

function usePeopleToEdit() {
  const [search, setSearch] = useState("");
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    let isCurrent = true;
    fetchPeople(search.trim()).then(
      (found) => isCurrent && setPeople(found),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [search]);
  return { people, search: setSearch };
}

function useCrowd(onProblem: (problem: string) => void) {
  const [done, setDone] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  return {
    signUps: done === null ? null : { done, total: CROWD },
    onSignUp: () => {
      const controller = new AbortController();
      running.current = controller;
      setDone(0);
      signUpCrowd(CROWD, setDone, controller.signal)
        .catch((error: unknown) => {
          if (controller.signal.aborted) return;
          controller.abort();
          onProblem(String(error));
        })
        .finally(() => setDone(null));
    },
    onStopSignUps: () => running.current?.abort(),
  };
}
