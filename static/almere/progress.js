// Shows how work in the background goes: fetches this page every few seconds and replaces the part that
// tells it; when the work is done the page itself is loaded again. Without this file there is a link.

const SECONDS = 3;

async function look() {
  const here = document.querySelector("[data-progress]");
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-progress]");
    if (!now) {
      location.reload();
      return;
    }
    const [said, says] = [here.querySelector("[role=status]"), now.querySelector("[role=status]")];
    if (said.textContent !== says.textContent) said.textContent = says.textContent;
  } catch {
    // No answer: try again later.
  }
  setTimeout(look, SECONDS * 1000);
}

setTimeout(look, SECONDS * 1000);
