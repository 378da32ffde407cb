import { plainError, refusedParam } from "../errors";
import { isObject } from "../users/input";

export type Fields = Readonly<Record<string, unknown>>;

/** The parameters of a Frontend API request, whose objects travel as JSON in a form field. */
export async function formFields(request: Request): Promise<Fields> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(await request.text())) {
    fields[name] = name.endsWith("_metadata") ? parsed(name, value) : value;
  }
  return fields;
}

/** The parameters of a Backend API request. @throws {ClerkError} 400 when they are no JSON object */
export async function jsonFields(request: Request): Promise<Fields> {
  const text = await request.text();
  if (text === "") return {};
  const fields = tryJson(text);
  if (isObject(fields)) return fields;
  throw plainError(400, "request_body_invalid", "The request body is invalid.");
}

/** The bytes of the form field `file`. @throws {ClerkError} 422 when there is none */
export async function uploadedFile(request: Request): Promise<Uint8Array> {
  const form = await request.formData().catch(() => undefined);
  const file = form?.get("file");
  if (file instanceof Blob) return new Uint8Array(await file.arrayBuffer());
  throw refusedParam("file", "form_param_missing", "file must be included.");
}

function parsed(param: string, text: string): unknown {
  const value = tryJson(text);
  if (value !== undefined) return value;
  throw refusedParam(param, "form_param_format_invalid", `${param} must be a valid JSON object.`);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
