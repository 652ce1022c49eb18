// A day that is half typed, or that no calendar has, arrives here as no day at all, and would wipe the one given before.
// So a form with such a day is not sent; the field says why. Without scripts the browser's own picker is all there is.
(() => {
  const words = "This day is not complete, or there is no such day. Give day, month and year, or clear the field.";
  const isBad = (input) => input.type === "date" && input.validity.badInput;

  const show = (input) => {
    const id = `${input.id}_error`;
    let place = document.getElementById(id);
    if (!place) {
      place = Object.assign(document.createElement("div"), { id });
      input.before(place);
    }
    const said = Object.assign(document.createElement("p"), { className: "error" });
    const unseen = Object.assign(document.createElement("span"), { className: "unseen", textContent: "Error: " });
    said.append(unseen, words);
    place.replaceChildren(said);
    place.dataset.day = "";
    input.closest(".field")?.classList.add("has-error");
    input.setAttribute("aria-invalid", "true");
    const described = new Set((input.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
    input.setAttribute("aria-describedby", [...described.add(id)].join(" "));
  };

  const clear = (input) => {
    const place = document.getElementById(`${input.id}_error`);
    if (!place || !("day" in place.dataset)) return;
    place.remove();
    input.closest(".field")?.classList.remove("has-error");
    input.removeAttribute("aria-invalid");
    const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id !== place.id);
    input.setAttribute("aria-describedby", described.join(" "));
  };

  document.addEventListener("submit", (event) => {
    const bad = [...event.target.elements].filter(isBad);
    if (!bad.length) return;
    event.preventDefault();
    event.stopPropagation();
    bad.forEach(show);
    bad[0].focus();
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.type === "date" && !isBad(event.target)) clear(event.target);
  });
})();
