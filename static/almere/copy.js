// Buttons that copy a value: data-copy is the id of the element that holds it. Without this file the
// buttons stay hidden, and one click selects the whole value.

const said = document.getElementById("gekopieerd");

for (const button of document.querySelectorAll("[data-copy]")) {
  const value = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value.textContent);
      said.textContent = `Gekopieerd: ${button.dataset.name}`;
    } catch {
      getSelection().selectAllChildren(value);
      said.textContent = `Niet gekopieerd. ${button.dataset.name} is geselecteerd: druk op Ctrl en C.`;
    }
  });
}
