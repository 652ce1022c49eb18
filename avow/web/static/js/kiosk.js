// A shared device. A touch or a key is a sign of life, which the server is told at most every five seconds; without one
// it asks, counts down where one sees it, and then ends. The server counts by itself, some seconds more, so that a touch
// in the last second is not too late on its way. Who listens is told three times and not each second.
(() => {
  const box = document.querySelector("[data-idle]");
  if (!box) return;
  document.querySelector(".going").remove();
  const { idle, warn, alive, ended } = box.dataset;
  const left = box.querySelector("[data-left]");
  const said = document.querySelector("[data-idle-said]");
  const SAID = [Number(warn), 10, 5];
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const RARELY = 5000;
  let sent = Date.now();
  let waiting = 0;

  const leave = () => location.replace(ended);
  const tell = () => {
    waiting = 0;
    sent = Date.now();
    box.hidden = true;
    said.textContent = "";
    fetch(alive, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" })
      .then((answer) => { if (answer.status !== 204) leave(); })
      .catch(() => {});
  };
  const active = () => {
    const wait = box.hidden ? RARELY - (Date.now() - sent) : 0;
    if (wait <= 0) tell();
    else if (!waiting) waiting = setTimeout(tell, wait);
  };
  for (const name of ["keydown", "pointerdown", "input", "scroll"]) {
    document.addEventListener(name, active, { passive: true, capture: true });
  }
  setInterval(() => {
    const rest = Math.ceil(Number(idle) - (Date.now() - sent) / 1000);
    if (rest <= 0) return leave();
    if (rest <= Number(warn)) {
      const words = rest === 1 ? "1 second" : `${rest} seconds`;
      if (left.textContent !== words) left.textContent = words;
      if (box.hidden || SAID.includes(rest)) said.textContent = `In ${words} this ends. A touch or a key keeps it open.`;
      box.hidden = false;
    }
  }, 500);
  // A page that comes back with the back button is not shown: it is asked for anew.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
