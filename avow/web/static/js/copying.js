// A button with data-copies="id" puts the words of that element on the clipboard and says so. Without scripts, or where
// the browser gives no clipboard, there is no button, and the words can be selected.
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copies]").forEach((button) => {
    const line = document.querySelector("[data-copied]");
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent).then(
        () => { line.textContent = "Copied"; },
        () => { line.textContent = "Not copied. Select the words instead."; },
      );
    });
  });
})();
