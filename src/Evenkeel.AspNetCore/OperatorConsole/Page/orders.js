import { h } from "./dom.js";

const find = id => document.getElementById(id);

/** Asks before anything is done, and says what was. `done` is called afterwards. */
export function orders(send, done) {
  const dialog = find("confirm");
  let asked;

  find("confirm-no").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", async event => {
    event.preventDefault();
    const yes = find("confirm-yes");
    yes.disabled = true;
    find("confirm-error").textContent = "";
    const given = Object.fromEntries([...dialog.querySelectorAll("input")].map(input => [input.name, input.value.trim()]));
    const { said, error } = await send({ ...asked.order, ...given });
    yes.disabled = false;
    if (error) {
      find("confirm-error").textContent = error;
      return;
    }
    dialog.close();
    tell(said);
    done();
  });

  return asking => {
    asked = asking;
    find("confirm-title").textContent = asking.title;
    find("confirm-text").textContent = asking.text;
    find("confirm-yes").textContent = asking.yes;
    find("confirm-error").textContent = "";
    find("confirm-fields").replaceChildren(...(asking.fields ?? []).map(([name, title, required]) => h("label", {}, title, h("input", { name, required, autocomplete: "off", spellcheck: "false" }))));
    dialog.showModal();
  };
}

let leaving;
function tell(said) {
  find("done").textContent = said;
  clearTimeout(leaving);
  leaving = setTimeout(() => { find("done").textContent = ""; }, 8000);
}
