import type { Faults } from "./faults/faults";
import type { Pictures } from "./pictures/pictures";
import type { PictureUrls } from "./pictures/urls";
import type { Clients } from "./sessions/clients";
import type { Templates } from "./sessions/templates";
import type { Tickets } from "./sessions/tickets";
import type { Tokens } from "./sessions/tokens";
import type { Users } from "./users/users";
import type { Webhooks } from "./webhooks/webhooks";

/** The parts of one emulated Clerk instance, as its APIs see them. */
export interface Instance {
  readonly issuer: string;
  readonly instanceId: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly users: Users;
  readonly pictures: Pictures;
  readonly pictureUrls: PictureUrls;
  readonly clients: Clients;
  readonly templates: Templates;
  readonly tickets: Tickets;
  readonly tokens: Tokens;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
}
