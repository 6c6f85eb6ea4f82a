// A person in Chromium: press-save.mjs ADDRESS TEXT. Writes the text, presses Save once, waits until the page says that it is saved, and prints what the
// page then shows, as JSON.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const [address, text] = process.argv.slice(2);
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!executablePath) throw new Error("This test needs Chromium: apt-get install chromium");

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage"],
});
try {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  // A cut connection is told here too: the test cuts one.
  page.on("console", (message) => message.type() === "error" && !message.text().includes("net::ERR_") && complaints.push(message.text()));

  await page.goto(address);
  await page.getByRole("textbox", { name: "Note" }).fill(text);
  await page.getByRole("button", { name: "Save" }).click();
  const told = page.getByRole("status").getByText("Saved", { exact: true });
  await told.waitFor({ timeout: 60_000 }).catch(async (error) => {
    throw new Error(`The page never said that it is saved.\n${await page.locator("body").innerText()}\n${complaints.join("\n")}`, { cause: error });
  });
  // The list is asked for again once the server has acknowledged. If it never has one note, what it has is the finding.
  await page.waitForFunction((notes) => document.querySelectorAll("li").length === notes, 1, { timeout: 15_000 }).catch(() => {});
  console.log(JSON.stringify({ notes: await page.getByRole("listitem").allInnerTexts(), complaints }));
} finally {
  await browser.close();
}
