import { admin, emailOf, resident, support, type Named } from "../../sandbox/world/seed/people";
import { aUser, type UserBuilder } from "../../testing";

/** The staff, and so many residents: who lives in a story's world. Every second has a picture. */
export function inhabitants(residents: number): UserBuilder[] {
  const named = [admin, support, ...Array.from({ length: residents }, (_, at) => resident(at))];
  return named.map((person, index) => {
    const somebody = livesAs(person, index);
    if (person === admin) return somebody.withRole("admin");
    return person === support ? somebody.withRole("support") : somebody;
  });
}

function livesAs(person: Named, index: number): UserBuilder {
  const somebody = aUser()
    .named(person.first, person.last)
    .withUsername(person.handle)
    .withEmail(emailOf(person, index));
  return index % 2 === 0 ? somebody.withImage() : somebody;
}
