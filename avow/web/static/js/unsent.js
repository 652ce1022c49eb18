// On a page with several forms: sending one asks once before words in another, not sent yet, are lost.
// A form shown again with what was typed says so with data-unsent. Only forms that post count.
(() => {
  const question = "You have written something else on this page that is not sent yet. Go on without it?";

  const changed = (field) => {
    if (field.type === "hidden" || field.disabled) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const first = Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
      return field.selectedIndex !== first;
    }
    return (field.tagName === "TEXTAREA" || field.tagName === "INPUT") && field.value !== field.defaultValue;
  };
  const unsent = (form) => form.hasAttribute("data-unsent") || [...form.elements].some(changed);

  document.addEventListener("submit", (event) => {
    const others = [...document.forms].filter((form) => form !== event.target && form.method === "post");
    if (others.some(unsent) && !window.confirm(question)) event.preventDefault();
  });
})();
