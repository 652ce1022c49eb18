// Forms with data-keeps="address": htmx keeps what is typed a second after the last key. Here: what is typed in that
// last second is kept too when the page is left, and a quiet line says what is kept.
(() => {
  const form = document.querySelector("form[data-keeps]");
  if (!form) return;
  const line = form.querySelector("[data-kept]");
  const saved = "Saved";
  const notSaved = {
    403: "Not saved: you were signed out. Send it all the same: you sign in again then, and nothing that you typed is lost.",
    409: "Not saved: this was changed in another window. Load the page again.",
  };
  let waits = false;
  const say = (words) => {
    if (line.textContent !== words) line.textContent = words;
  };
  const badDays = () => [...form.elements].filter((input) => input.type === "date" && input.validity.badInput);

  for (const name of ["input", "change"]) {
    form.addEventListener(name, () => {
      waits = true;
      if (line.textContent === saved) say("");  // what was not saved stays said, and no button moves under the finger
    });
  }
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) waits = false;
  });

  // A day half typed reads as empty; the one given before stays until there is another.
  form.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt === form) badDays().forEach((input) => event.detail.parameters.delete(input.name));
  });
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === form) waits = false;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form) return;
    if (event.detail.successful) {
      if (!waits) say(saved);
    } else {
      waits = true;
      say(notSaved[event.detail.xhr.status] || "Not saved yet.");
    }
  });

  const leave = () => {
    if (!waits) return;
    waits = false;
    const body = new FormData(form);
    badDays().forEach((input) => body.delete(input.name));
    form.querySelectorAll("input[type=file]").forEach((input) => body.delete(input.name));
    const send = (keepalive) => fetch(form.dataset.keeps, { method: "POST", body, keepalive });
    send(true).catch(() => send(false)).catch(() => { waits = true; });
  };
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
})();
