// The only script. Everything works without it; it adds a copy button and shows that a file may be let go.

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
