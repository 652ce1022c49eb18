// Tables with data-rows: arrow keys (and j, k once a row has the focus) move from row to row; Enter opens, as on any link.
// Letters work only while a row has the focus, so that they never come between a person and their keyboard (WCAG 2.1.4).
(() => {
  const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

  document.addEventListener("keydown", (event) => {
    const links = [...document.querySelectorAll("[data-rows] tbody th a")];
    if (!links.length || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const inside = document.activeElement.closest("[data-rows]");
    const nowhere = document.activeElement === document.body || document.activeElement === document.getElementById("main");
    if (!(inside || (nowhere && event.key.startsWith("Arrow")))) return;

    const row = document.activeElement.closest("tr");
    const at = links.findIndex((link) => link.closest("tr") === row);
    let to;
    if (event.key in steps) to = at < 0 ? 0 : at + steps[event.key];
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = links.length - 1;
    else return;
    if (to < 0 || to >= links.length) return;
    event.preventDefault();
    links[to].focus();
    links[to].closest("tr").scrollIntoView({ block: "nearest" });
  });
})();
