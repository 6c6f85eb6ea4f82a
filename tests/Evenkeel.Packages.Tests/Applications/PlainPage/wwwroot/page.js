import { createClient } from "/_evenkeel/client.js";

const keel = createClient();
keel.local("POST /api/notes", { "GET /api/notes": (notes, { id, input }) => [...notes, { id, ...input }] });

const list = document.querySelector("ul");
keel.observe("GET /api/notes", undefined, ({ data = [] }) => {
  list.replaceChildren(
    ...data.map(({ text }) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
});

const told = document.querySelector("[role=status]");
let accepted = false;
const tell = () => {
  told.textContent = !accepted ? "" : keel.status.get().pending > 0 ? "Saved on this device" : "Saved";
};
keel.status.subscribe(tell);

const form = document.querySelector("form");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  accepted = false;
  tell();
  await keel.command("POST /api/notes", { text: form.elements.namedItem("text").value });
  form.reset();
  accepted = true;
  tell();
});
