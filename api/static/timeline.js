// The arrow keys step from event to event; where somebody types or moves a box, they do that.
"use strict";
const KEYS = {ArrowLeft: "prev", ArrowRight: "next"};
addEventListener("keydown", event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, pre, .wide")) return;
  const link = KEYS[event.key] && document.querySelector(`a[rel=${KEYS[event.key]}]`);
  if (link) { event.preventDefault(); link.click(); }
});
