import { refusedParam } from "../errors";
import type { UserFilter, UserListOptions } from "../users/list";

/** The filters of a list of users, read from a query string. */
export function filterOf(query: URLSearchParams): UserFilter {
  const values = (name: string) => (query.has(name) ? query.getAll(name) : undefined);
  return {
    query: query.get("query") ?? undefined,
    user_id: values("user_id"),
    username: values("username"),
    email_address: values("email_address"),
    external_id: values("external_id"),
  };
}

/** Which page of it and in which order. @throws {ClerkError} 422 when a number is none */
export function pageOf(query: URLSearchParams): UserListOptions {
  return {
    limit: wholeNumber(query, "limit"),
    offset: wholeNumber(query, "offset"),
    order_by: query.get("order_by") ?? undefined,
  };
}

function wholeNumber(query: URLSearchParams, param: string): number | undefined {
  const text = query.get(param);
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw refusedParam(param, "form_param_format_invalid", `${param} must be a whole number.`);
}
