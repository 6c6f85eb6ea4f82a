// What a page has that signs people in with a cookie, to be measured.
export * from "../../src/index.js";
export { keepSession } from "../../src/sessions/keep-session.js";
export { requireSession, takeReturnPath } from "../../src/sessions/require-session.js";
