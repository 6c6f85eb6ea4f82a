import { createClient } from "@evenkeel/client";

// 200 fields of all kinds, as the largest form of a business application has them.
const form = document.createElement("form");
form.id = "large";
for (let index = 0; index < 200; index++) {
  const name = `field${index}`;
  form.insertAdjacentHTML("beforeend", index % 10 === 9 ? `<textarea name="${name}"></textarea>` : index % 10 === 8 ? `<select name="${name}"><option>a<option>b</select>` : `<input name="${name}">`);
}
document.body.append(form);

// Without drafts it is what the page itself costs.
if (!location.search.includes("bare")) {
  const keel = createClient({ name: `typing-${Date.now()}`, drafts: "all", deployment: { events: false } });
  const draft = keel.draft(form);
  Object.assign(window, { state: () => draft.status.get().state, ready: true });
} else Object.assign(window, { state: () => "bare", ready: true });
