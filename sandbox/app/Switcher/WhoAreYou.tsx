import { useEffect, useState } from "react";
import { Avatar, Banner, SearchField, Skeleton } from "../../../src/components/ui";
import { switchUser, type BrowserClerk } from "../../clerk/browser";
import { calledName, fetchPeople, type Person } from "./people";
import classes from "./WhoAreYou.module.css";

export interface WhoAreYouProps {
  readonly clerk: BrowserClerk;
  /** Told when somebody has been chosen and is signed in. */
  readonly onChosen?: () => void;
}

const ROLES: Readonly<Record<string, string>> = {
  admin: "Support, may act",
  support: "Support, may look",
};

/** Signs in as anyone: the sandbox's stand-in for Clerk's sign-in. */
export function WhoAreYou({ clerk, onChosen }: WhoAreYouProps) {
  const [search, setSearch] = useState("");
  const { people, problem: loadProblem } = usePeople(search);
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const choose = (person: Person) => {
    setChosen(person.id);
    setProblem(null);
    switchUser(clerk, person.id)
      .then(onChosen)
      .catch((error: unknown) => setProblem(String(error)))
      .finally(() => setChosen(null));
  };
  const trouble = problem ?? loadProblem;

  return (
    <section className={classes.WhoAreYou} aria-label="Sign in as">
      <SearchField
        label="Find a person"
        placeholder="Find a person"
        value={search}
        onValueChange={({ value }) => setSearch(value)}
      />
      {trouble && (
        <Banner tone="danger" title="That did not work">
          {trouble}
        </Banner>
      )}
      {people === null && !trouble && <Skeleton height={320} />}
      {people?.length === 0 && <p className={classes.Nobody}>Nobody is called that.</p>}
      <ul role="list" className={classes.People}>
        {people?.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className={classes.Person}
              aria-busy={chosen === person.id}
              disabled={chosen !== null}
              onClick={() => choose(person)}
            >
              <Avatar name="" initialsOf={calledName(person)} src={person.image_url} size={32} />
              <span className={classes.Words}>
                <span className={classes.Name} dir="auto">
                  {calledName(person)}
                </span>
                <span className={classes.Detail}>
                  {(person.role && ROLES[person.role]) ??
                    (person.username && `@${person.username}`)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The people who match; `null` until the first answer. Late answers to old searches are dropped. */
function usePeople(search: string) {
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    fetchPeople(search.trim())
      .then((found) => {
        if (!isCurrent) return;
        setPeople(found);
        setProblem(null);
      })
      .catch((error: unknown) => isCurrent && setProblem(String(error)));
    return () => {
      isCurrent = false;
    };
  }, [search]);
  return { people, problem };
}
