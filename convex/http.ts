import { httpRouter } from "convex/server";
import { addClerkSyncRoutes } from "./routes";

const http = httpRouter();
addClerkSyncRoutes(http);

export default http;
