// At the start.
{
  const { find, on, watch } = page

  const begin = () => {
    for (const toast of document.querySelectorAll("#flashes .toast")) watch(toast)
    for (const opener of document.querySelectorAll("[data-open]")) opener.hidden = false
    const summary = find("[role=alert][data-focus]")
    if (summary) document.getElementById(summary.dataset.focus)?.focus()
  }

  if (document.readyState === "loading") on("DOMContentLoaded", begin)
  else begin()
}
