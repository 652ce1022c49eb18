// The quick page of gifts: shows the questions that the policy asks for what is typed so far, and hides the others. The
// server says which, each time that the sums come back. Without scripts, "See what this would make" does the same.
(() => {
  const form = document.querySelector("form.record");
  if (!form) return;

  const show = (asked) => {
    form.querySelectorAll("[data-fact]").forEach((place) => { place.hidden = !asked.has(place.dataset.fact); });
    form.querySelectorAll("[data-part]").forEach((part) => {
      part.hidden = ![...part.querySelectorAll("[data-fact]")].some((place) => !place.hidden);
    });
  };

  document.addEventListener("htmx:afterSwap", () => {
    const said = form.querySelector("[data-asked]");
    if (said) show(new Set(said.dataset.asked.split(" ")));
  });
})();
