import type { Fields } from "../api/body";
import { refusedParam } from "../errors";
import type { Instance } from "../instance";
import { passwordMatches } from "../users/passwords";
import type { UserRecord } from "../users/record";

/**
 * Who a sign-in is for: the person of a ticket, or the holder of an identifier and its password.
 * @throws {ClerkError} 400 for a ticket and 422 for a password that does not do
 */
export async function whoSignsIn(instance: Instance, fields: Fields): Promise<UserRecord> {
  const { users, tickets } = instance;
  if (fields.strategy === "ticket") return users.get(tickets.redeem(String(fields.ticket)));
  if (typeof fields.identifier !== "string" || typeof fields.password !== "string") {
    throw refusedParam(
      "strategy",
      "form_param_value_invalid",
      "This instance knows two ways to sign in: a ticket, or identifier and password at once.",
    );
  }
  const user = holderOf(instance, fields.identifier);
  if (!user) {
    throw refusedParam("identifier", "form_identifier_not_found", "Couldn't find your account.");
  }
  if (!user.password || !(await passwordMatches(user.password, fields.password))) {
    const message = "Password is incorrect. Try again, or use another method.";
    throw refusedParam("password", "form_password_incorrect", message);
  }
  return user;
}

function holderOf({ users }: Instance, identifier: string): UserRecord | undefined {
  const { directory } = users;
  const id =
    directory.holder("username", identifier) ?? directory.holder("email_address", identifier);
  return id === undefined ? undefined : directory.get(id);
}
