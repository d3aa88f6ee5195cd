// The only script. Everything works without it; it adds a copy button, shows that a file may be let go,
// and looks again at work that goes on.

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = button.closest("[data-copy-source]").querySelector("code, pre");
  const word = button.querySelector("[data-copy-word]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent);
    word.setAttribute("role", "status");
    word.textContent = button.dataset.copied;
  });
}

for (const input of document.querySelectorAll('.file-drop input[type="file"]')) {
  const show = (over) => () => input.classList.toggle("is-over", over);
  input.addEventListener("dragenter", show(true));
  for (const end of ["dragleave", "drop"]) input.addEventListener(end, show(false));
}

// An element with data-live shows work that goes on. It is fetched anew until the page no longer has one.
async function lookAgain() {
  const live = document.querySelector("[data-live]");
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (!fresh) return location.reload();
    live.replaceWith(fresh);
  }
  setTimeout(lookAgain, 2000);
}

if (document.querySelector("[data-live]")) setTimeout(lookAgain, 2000);
